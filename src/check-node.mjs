// Plain JavaScript, so that a Node that is too old can still read it and say so.
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(
    `Expected Node 24.11 or newer, got ${process.versions.node}.\n` +
      'On linux-x64 "npm install" brings the right one along, and "npm start" uses it. Elsewhere install it from nodejs.org.\n',
  );
  process.exit(1);
}

// What was read and compiled once is kept beside other temporary files: the next start takes about a quarter less time. Where
// nothing can be written it goes without.
module.enableCompileCache();

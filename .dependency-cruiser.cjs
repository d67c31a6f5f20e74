// The rooms of the house and their levels: imports only point down, never sideways. See README.md, "Rooms".
const levels = [
  ['db', 'config', 'log', 'doors', 'recipient', 'content'],
  ['delivery', 'events', 'suppression', 'contacts', 'inbound', 'senders', 'auth', 'queue', 'whatsapp'],
  ['messages'],
  ['dispatch', 'webhooks'],
  ['graphql'],
  ['http'],
];

// `log` is at the bottom of the bottom: rooms of level 0 may write lines. `delivery` and `suppression` draft events, and read no
// log; a list is kept per person, whatever their names, which `contacts` knows.
const allowed = { db: ['log'], delivery: ['events'], suppression: ['events', 'contacts'] };

const upOrSideways = levels.flatMap((rooms, level) =>
  rooms.map((room) => {
    const forbidden = levels
      .slice(level)
      .flat()
      .filter((other) => other !== room && !(allowed[room] ?? []).includes(other));
    return {
      name: `${room}-looks-down-only`,
      severity: 'error',
      comment: `src/${room} may import only rooms below it. Move what it wants to know down, or let the caller hand it in.`,
      from: { path: `^src/${room}/` },
      to: { path: `^src/(${forbidden.join('|')})/|^src/[^/]+\\.ts$` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...upOrSideways,
    {
      name: 'every-folder-is-a-room',
      severity: 'error',
      comment: 'A new folder of src needs a level in .dependency-cruiser.cjs and a line in the README.',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/(${[...levels.flat(), 'simulator'].join('|')})/` },
    },
    {
      name: 'simulator-is-its-own-house',
      severity: 'error',
      comment: 'The simulator must be able to disagree with the gateway: it shares nothing with it.',
      from: { path: '^src/simulator/' },
      to: { path: '^src/', pathNot: '^src/simulator/' },
    },
    {
      name: 'nobody-imports-the-simulator',
      severity: 'error',
      comment: 'WhatsApp is reached by its address only.',
      from: { path: '^src/', pathNot: '^src/simulator/' },
      to: { path: '^src/simulator/' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Files that import each other are one file in disguise. Types may look back.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'src-does-not-need-tests',
      severity: 'error',
      comment: 'What runs must not depend on what is only there to check it.',
      from: { path: '^src/' },
      to: { path: '^(test|tools)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

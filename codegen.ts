import type { CodegenConfig } from '@graphql-codegen/cli';

/** The typed operations that the tests speak with: a field that is gone or changed does not compile. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['test/**/*.ts', '!test/generated/**'],
  generates: {
    'test/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        importExtension: '.ts',
        scalars: { DateTime: 'string', PhoneNumber: 'string', URL: 'string' },
      },
    },
  },
};

export default config;

// npm run client:types: writes the types of clients/typescript; with --check only says whether
// they fit the code.
import { collectFrames, collectRoutes } from '../src/app/collect-routes.js';
import { buildOpenapiDocument } from '../src/http/openapi/build-openapi-document.js';
import { buildAsyncapiDocument } from '../src/realtime/asyncapi/build-asyncapi-document.js';
import { frameTypes, restTypes } from './lib/client-types.js';
import { keepDocument } from './lib/keep-document.js';

const FOLDER = 'clients/typescript/src/generated';

const checkOnly = process.argv.includes('--check');
const command = 'npm run client:types';

keepDocument({
  file: `${FOLDER}/rest-types.ts`,
  made: await restTypes(buildOpenapiDocument(collectRoutes())),
  ...{ command, checkOnly },
});
keepDocument({
  file: `${FOLDER}/frame-types.ts`,
  made: await frameTypes(buildAsyncapiDocument(collectFrames())),
  ...{ command, checkOnly },
});

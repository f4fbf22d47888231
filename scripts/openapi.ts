// npm run openapi: writes openapi.yaml; with --check only says whether it fits the code.
import { collectRoutes } from '../src/app/collect-routes.js';
import { openapiYaml } from '../src/http/openapi/build-openapi-document.js';
import { keepDocument } from './lib/keep-document.js';

keepDocument({
  file: 'openapi.yaml',
  made: openapiYaml(collectRoutes()),
  command: 'npm run openapi',
  checkOnly: process.argv.includes('--check'),
});

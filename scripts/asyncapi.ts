// npm run asyncapi: writes asyncapi.yaml; with --check only says whether it fits the code.
import { collectFrames } from '../src/app/collect-routes.js';
import { asyncapiYaml } from '../src/realtime/asyncapi/build-asyncapi-document.js';
import { keepDocument } from './lib/keep-document.js';

keepDocument({
  file: 'asyncapi.yaml',
  made: asyncapiYaml(collectFrames()),
  command: 'npm run asyncapi',
  checkOnly: process.argv.includes('--check'),
});

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const LOGO_ELSEWHERE = 'https://cdn.redoc.ly/redoc/logo-mini.svg';

let bundle: Promise<string> | undefined;

/**
 * The script of Redoc from our own dependencies, read once. Its one address outside (a logo) is
 * taken out, so that reading the documentation asks nothing of anybody else.
 */
export function redocBundle(): Promise<string> {
  bundle ??= readBundle();
  return bundle;
}

async function readBundle(): Promise<string> {
  const path = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
  const source = await readFile(path, 'utf8');
  return source.replaceAll(LOGO_ELSEWHERE, 'data:,');
}

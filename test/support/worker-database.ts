/** The URL of one worker's schema, next to the one of DATABASE_URL. */
export function workerDatabaseUrl(worker: number | string): string {
  const url = new URL(requiredVariable('DATABASE_URL'));
  url.pathname = `${url.pathname}_w${worker}`;
  return url.href;
}

/** An environment variable that the tests cannot do without. */
export function requiredVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set. \`npm test\` starts what the tests need.`);
  }
  return value;
}

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

/** REDIS_URL by another road: its password and database, a local port. */
export function redisUrlThrough(port: number): string {
  const url = new URL(requiredVariable('REDIS_URL'));
  url.host = `127.0.0.1:${port}`;
  return url.href;
}

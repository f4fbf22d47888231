#!/usr/bin/env node
/**
 * `npm run security:audit`: asks the registry for advisories on what is installed in production.
 * Ends with 0 when there are none, or when nobody answers (which is said, for it proves nothing);
 * with 1 when there are some; with 2 when the question could not be put.
 */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const SEVERITIES = ['critical', 'high', 'moderate', 'low', 'info'];
const NETWORK_ERRORS =
  /^(?:E(?:AI_AGAIN|NOTFOUND|CONN|TIMEDOUT|NETUNREACH|HOSTUNREACH|SOCKET|NOAUDIT)|ERR_SOCKET|UND_ERR)/u;

/**
 * Tells apart what `npm audit --json` may have meant.
 * @param {string} output its standard output
 * @returns {{exitCode: 0 | 1 | 2, message: string}}
 */
export function judgeAudit(output) {
  const report = parsed(output) ?? {};
  if (report.metadata?.vulnerabilities !== undefined) return judgeAnswer(report);
  const { message, error = {} } = report;
  const reason = message ?? error.summary ?? output.trim().slice(0, 500);
  if (isUnanswered(report, error)) {
    return {
      exitCode: 0,
      message: `WARNING: no advisory service answered, so nothing was audited: ${reason}`,
    };
  }
  return { exitCode: 2, message: `npm audit could not ask: ${reason || 'it said nothing'}` };
}

/** Refused by the registry, or not reached at all. */
function isUnanswered({ uri, statusCode }, { code = '' }) {
  return uri !== undefined || statusCode !== undefined || NETWORK_ERRORS.test(code);
}

function judgeAnswer(report) {
  const counts = report.metadata.vulnerabilities;
  if (counts.total === 0) return { exitCode: 0, message: 'No known vulnerabilities.' };
  const summary = SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
    .join(', ');
  const lines = Object.values(report.vulnerabilities ?? {}).map(describe);
  return { exitCode: 1, message: [`Vulnerable packages: ${summary}`, ...lines].join('\n') };
}

function describe({ name, severity, range, via = [] }) {
  const titles = via.filter((cause) => typeof cause === 'object').map((cause) => cause.title);
  return `  ${severity}: ${name} ${range}${titles.length > 0 ? ` (${titles.join('; ')})` : ''}`;
}

function parsed(output) {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { stdout, error } = spawnSync('npm', ['audit', '--json', '--omit=dev'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const verdict = judgeAudit(error === undefined ? stdout : error.message);
  process.stdout.write(`${verdict.message}\n`);
  process.exitCode = verdict.exitCode;
}

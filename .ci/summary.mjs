/** Tells which tests failed, and how many passed, as the last words of a run. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const SHOWN_LINES = 15;

const [, , file] = process.argv;
if (existsSync(file)) tell(JSON.parse(readFileSync(file, 'utf8')));
else console.log('The tests have left no results: they were not run to their end.');

function tell(run) {
  for (const suite of run.testResults) {
    const name = relative('.', suite.name);
    const failed = suite.assertionResults.filter(({ status }) => status === 'failed');
    for (const test of failed) tellOne(`${name} › ${test.fullName}`, test.failureMessages[0]);
    if (suite.status === 'failed' && failed.length === 0) tellOne(name, suite.message);
  }
  // A suite that could not even be read has no tests to count: it counts as one that failed.
  const failed = run.numFailedTests + run.numRuntimeErrorTestSuites;
  console.log(`${run.numPassedTests} passed, ${failed} failed`);
}

function tellOne(title, message = '') {
  const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, SHOWN_LINES);
  console.log([`FAILED ${title}`, ...lines.map((line) => `    ${line}`), ''].join('\n'));
}

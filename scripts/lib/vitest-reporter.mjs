import { writeFileSync } from 'node:fs';

/** Writes every test's project, file, name, state, duration (ms) and errors to ZHIKE_TEST_RESULTS, for the summary of `npm test`. */
export default class ResultsFile {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => {
      const about = { project: module.project.name, file: module.relativeModuleId };
      const own = [...module.children.allTests()].map((test) => ({
        ...about,
        name: test.fullName,
        state: test.result().state,
        ms: Math.round(test.diagnostic()?.duration ?? 0),
        errors: describe(test.result().errors),
      }));
      // A file that could not even be loaded, or whose hooks failed, has no failed test and is a failure all the same.
      const brokenSuites = [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
      return [
        ...own,
        ...brokenSuites.map((suite) => ({
          ...about,
          name: suite.fullName ?? '(file)',
          state: 'failed',
          ms: 0,
          errors: describe(suite.errors()),
        })),
      ];
    });
    const errors = unhandledErrors.map((error) => ({
      project: '',
      file: '',
      name: 'unhandled error',
      state: 'failed',
      ms: 0,
      errors: describe([error]),
    }));
    writeFileSync(process.env.ZHIKE_TEST_RESULTS, JSON.stringify([...tests, ...errors]));
  }
}

const LONGEST = 1500;

/** What went wrong and where, short enough for the end of a log. */
function describe(errors = []) {
  return errors.map(({ message, diff, stacks }) => {
    const at = stacks?.[0] ? `\n(${stacks[0].file}:${stacks[0].line})` : '';
    return `${[message, diff].filter(Boolean).join('\n').slice(0, LONGEST)}${at}`;
  });
}

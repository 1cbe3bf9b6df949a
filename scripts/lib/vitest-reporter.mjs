import { writeFileSync } from 'node:fs';

/** Writes every test's project, file, name, state and duration (ms) to ZHIKE_TEST_RESULTS, for the summary of `npm test`. */
export default class ResultsFile {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => {
      const about = { project: module.project.name, file: module.relativeModuleId };
      const own = [...module.children.allTests()].map((test) => ({
        ...about,
        name: test.fullName,
        state: test.result().state,
        ms: Math.round(test.diagnostic()?.duration ?? 0),
      }));
      // A file that could not even be loaded, or whose hooks failed, has no failed test and is a failure all the same.
      const brokenSuites = [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
      return [
        ...own,
        ...brokenSuites.map((suite) => ({ ...about, name: suite.fullName ?? '(file)', state: 'failed', ms: 0 })),
      ];
    });
    const errors = unhandledErrors.map(() => ({
      project: '',
      file: '',
      name: 'unhandled error',
      state: 'failed',
      ms: 0,
    }));
    writeFileSync(process.env.ZHIKE_TEST_RESULTS, JSON.stringify([...tests, ...errors]));
  }
}

const REPEAT_MS = 15_000;

/**
 * Says what is being done, and again from time to time, so that nobody thinks it hangs.
 * @template T @param {string} what @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function withProgress(what, work) {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  // Standard error: what a program prints for other programs stays clean.
  process.stderr.write(`· ${what} …\n`);
  const timer = setInterval(() => process.stderr.write(`  … ${seconds()} s\n`), REPEAT_MS);
  try {
    const result = await work();
    process.stderr.write(`  ✓ ${seconds()} s\n`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

import { SdkError } from './sdk-error.ts';

/** The JS-SDK waits for ever when nobody answers (no bridge, a client that swallows the call): every call gets an end. `onLate`: it succeeded after that. */
export function withTimeout<T>(what: string, ms: number, work: Promise<T>, onLate?: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new SdkError('timeout', `${what}: no answer within ${ms} ms`));
    }, ms);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
        if (isLate) onLate?.();
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

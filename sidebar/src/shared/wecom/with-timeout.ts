import { SdkError } from './sdk-error.ts';

/** The JS-SDK waits for ever when nobody answers (no bridge, a client that swallows the call): every call gets an end. */
export function withTimeout<T>(what: string, ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SdkError('timeout', `${what}: no answer within ${ms} ms`)), ms);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

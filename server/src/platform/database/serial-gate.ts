/** Lets one task through at a time, in order of arrival. SQLite has one writing connection: overlapping transactions on it would mix. */
export class SerialGate {
  private tail: Promise<void> = Promise.resolve();

  enter<T>(task: () => Promise<T>): Promise<T> {
    const result = this.tail.then(task);
    this.tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}

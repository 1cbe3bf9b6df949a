/** Something a person cannot do in the emulated world. The message is Chinese and shown as it is. */
export class ActError extends Error {
  readonly code: 'not_found' | 'invalid' | 'conflict';
  readonly field: string | undefined;

  constructor(code: 'not_found' | 'invalid' | 'conflict', message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

/** Why the client did not do what it was asked for. `bad_picture`: it does not take the picture's address; `cancelled`: by the person; `other_chat`, `other_group`: another one is open than the one meant. */
export type SdkProblem =
  | 'timeout'
  | 'no_permission'
  | 'no_context'
  | 'other_chat'
  | 'other_group'
  | 'signature'
  | 'too_old'
  | 'bad_picture'
  | 'cancelled'
  | 'other';

export class SdkError extends Error {
  constructor(
    readonly problem: SdkProblem,
    readonly detail: string,
  ) {
    super(detail);
    this.name = 'SdkError';
  }
}

/** The JS-SDK rejects with plain objects `{ errMsg: 'name:keyword', errCode }` (and with real errors for wrong use). */
export function toSdkError(reason: unknown): SdkError {
  if (reason instanceof SdkError) return reason;
  const { errMsg } = (reason ?? {}) as { errMsg?: unknown };
  const detail = reason instanceof Error ? reason.message : typeof errMsg === 'string' ? errMsg : 'unknown';
  const code = Number((reason as { errCode?: unknown })?.errCode ?? 0);
  if (/no permission|nopermission|permission denied/.test(detail)) return new SdkError('no_permission', detail);
  if (/without context/.test(detail)) return new SdkError('no_context', detail);
  if (code === 40093 || /invalid signature/.test(detail)) return new SdkError('signature', detail);
  if (/invalid imgurl/i.test(detail)) return new SdkError('bad_picture', detail);
  if (/:\s*cancel/.test(detail)) return new SdkError('cancelled', detail);
  if (/function not exist/.test(detail)) return new SdkError('too_old', detail);
  return new SdkError('other', detail);
}

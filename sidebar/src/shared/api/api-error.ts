import { errorPhrases } from '@zhike/shared/texts/error-phrases';

/** What a failed request tells: a stable code, never a text of the server. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly details: Record<string, unknown> = {},
    readonly requestId: string | null = null,
  ) {
    super(code);
    this.name = 'ApiError';
  }
}

/** The request never reached the server, or its answer never came back. */
export class ConnectionLost extends Error {
  constructor(options?: ErrorOptions) {
    super('connection lost', options);
    this.name = 'ConnectionLost';
  }
}

/** What happened and what to do, for people. */
export function phraseOf(error: unknown): string {
  if (error instanceof ConnectionLost) return '网络连接中断,请检查网络后再试';
  if (error instanceof ApiError) {
    const phrase = errorPhrases[error.code];
    if (phrase) return phrase;
    return error.status >= 500 ? '系统暂时没有响应,请稍后再试' : '操作没有成功,请刷新后再试';
  }
  return '页面出了点问题,请刷新后再试';
}

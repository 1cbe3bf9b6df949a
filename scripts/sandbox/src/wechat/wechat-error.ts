import type { Sandbox } from '../sandbox.ts';

/** A refusal of WeChat's API; its numbers are not WeCom's. */
export class WeChatError extends Error {
  readonly errcode: number;

  constructor(errcode: number, message: string) {
    super(message);
    this.errcode = errcode;
  }
}

export interface WeChatCall {
  sandbox: Sandbox;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

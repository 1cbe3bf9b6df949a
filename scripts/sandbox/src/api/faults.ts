import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../control/views-switches.ts';
import { sendHtml } from '../http/respond.ts';
import type { Sandbox } from '../sandbox.ts';
import { errorTexts, type ErrorCode } from './errors.ts';

type FailRule = Faults['api']['failNext'][number];

const gatewayPage =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>';

/** What the switches decide about one call. `done` = already answered (or left unanswered on purpose). */
export interface FaultVerdict {
  done: boolean;
  /** Answer with this code. */
  errcode?: ErrorCode;
  /** … but only after the call has taken effect: the caller cannot know. */
  afterEffect: boolean;
  /** The call takes effect, then the connection ends without an answer. */
  lost?: boolean;
}

export async function applyApiFaults(
  sandbox: Sandbox,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<FaultVerdict> {
  const { api } = sandbox.faults;
  const rule = takeRule(sandbox, path);
  if (rule?.lost) return { done: false, afterEffect: true, lost: true };
  if (rule) return { done: false, errcode: rule.errcode as ErrorCode, afterEffect: rule.afterEffect === true };
  if (api.paths.length > 0 && !api.paths.some((pattern) => matches(pattern, path)))
    return { done: false, afterEffect: false };
  if (api.latencyMs > 0) await sleep(api.latencyMs, undefined, { ref: false });
  switch (api.outage) {
    case 'reset':
      request.socket.resetAndDestroy();
      return { done: true, afterEffect: false };
    case 'hang':
      return { done: true, afterEffect: false };
    case 'html':
      sendHtml(response, 502, gatewayPage);
      return { done: true, afterEffect: false };
    case 'none':
      if (Math.random() < api.busyRate) return { done: false, errcode: -1, afterEffect: false };
      return { done: false, afterEffect: false };
  }
}

function takeRule(sandbox: Sandbox, path: string): FailRule | undefined {
  const rules = sandbox.faults.api.failNext;
  const rule = rules.find((candidate) => candidate.times > 0 && matches(candidate.path, path));
  if (!rule) return undefined;
  if (rule.after) {
    rule.after -= 1;
    return undefined;
  }
  rule.times -= 1;
  if (rule.times <= 0) rules.splice(rules.indexOf(rule), 1);
  return rule;
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}

export function isErrorCode(code: number): code is ErrorCode {
  return Object.hasOwn(errorTexts, code);
}

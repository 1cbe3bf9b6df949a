/** What every command of the simulated client works with, and how it answers. */
import type { Sandbox } from '../sandbox.ts';
import type { Member } from '../world/types.ts';
import type { ClientInvokeResult } from './contract-client.ts';

export interface CommandCall {
  sandbox: Sandbox;
  member: Member;
  entry: string;
  /** Empty without an open chat. */
  externalUserId: string;
  /** Empty unless a customer group is open. */
  chatId: string;
  params: Record<string, unknown>;
  name: string;
  granted: Set<string>;
}

export interface Command {
  /** Needs app identity (agentConfig), wecom-client-jssdk §1.3. */
  appOnly: boolean;
  run(call: CommandCall): ClientInvokeResult;
}

/** A parameter as text; numbers are what some pages send for ids and timestamps. */
export function textParam(params: Record<string, unknown>, name: string): string {
  const value = params[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : '';
}

export const ok = (
  name: string,
  result: Record<string, unknown> = {},
  effect: ClientInvokeResult['effect'] = null,
): ClientInvokeResult => ({
  result: { ...result, err_msg: `${name}:ok` },
  effect,
});

export const failed = (name: string, keyword: string): ClientInvokeResult => ({
  result: { err_msg: `${name}:${keyword}` },
  effect: null,
});

/** The member and the app must both be allowed to use customer contact. */
export const hasPermission = ({ sandbox, member }: CommandCall): boolean =>
  member.customerContact && sandbox.settings.customerContactApp && sandbox.isVisible(member);

/** The SDK joins lists with `;`. */
export function idsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(';').filter(Boolean) : [];
}

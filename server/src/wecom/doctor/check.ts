import type { DoctorResult } from '@zhike/shared/contracts/doctor';
import { wecomErrcodeText } from '@zhike/shared/texts/wecom-errcodes';
import type { Config } from '../../config.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { describeError } from '../../platform/errors.ts';
import type { WecomClient } from '../client.ts';
import { isWecomError } from '../errors.ts';

export interface DoctorParts {
  config: Config;
  db: Database;
  clock: Clock;
  wecom: WecomClient;
}

export type Finding = Pick<DoctorResult, 'status' | 'message' | 'repair'>;

/** One prerequisite, looked at live. */
export interface Check {
  id: string;
  /** Chinese, a few words. */
  title: string;
  /** Checks that must be well before this one can say anything. */
  needs?: string[];
  run(parts: DoctorParts): Promise<Finding>;
}

export const ok = (message: string): Finding => ({ status: 'ok', message });
export const warn = (message: string, repair: string): Finding => ({ status: 'warn', message, repair });
export const fail = (message: string, repair: string): Finding => ({ status: 'fail', message, repair });
export const skip = (message: string): Finding => ({ status: 'skipped', message });

/** For calls of the doctor: asked even when WeCom refused a moment ago, since a person may have repaired it meanwhile. */
export const asDoctor = { evenIfRefused: true, timeoutMs: 8_000 } as const;

/** Turns a failed call into what a person reads. */
export function findingOf(error: unknown, fallbackRepair: string): Finding {
  if (!isWecomError(error)) return fail(describeError(error, 200), fallbackRepair);
  if (error.errcode !== null) {
    const { meaning, repair } = wecomErrcodeText(error.errcode);
    return fail(`${meaning}(${error.errcode})`, repair ?? fallbackRepair);
  }
  if (error.fault === 'quota') return warn('调用次数用完,暂时不能检查', '稍后再试');
  return fail('企业微信没有正常答复', '检查服务器能否访问 WECOM_API_BASE,以及中间的代理或防火墙');
}

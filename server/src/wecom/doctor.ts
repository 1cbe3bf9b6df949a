import type { DoctorReport, DoctorResult } from '@zhike/shared/contracts/doctor';
import type { Check, DoctorParts, Finding } from './doctor/check.ts';
import { findingOf, skip } from './doctor/check.ts';
import { inboundChecks } from './doctor/inbound-checks.ts';
import { fileStoreCheck } from './doctor/file-store-check.ts';
import { machineChecks } from './doctor/machine-checks.ts';
import { miniProgramCheck } from './doctor/mini-program-check.ts';
import { wecomChecks } from './doctor/wecom-checks.ts';

/** Every prerequisite, in the order in which a person would repair them. */
export const doctorChecks: readonly Check[] = [
  ...machineChecks,
  ...wecomChecks,
  ...inboundChecks,
  fileStoreCheck,
  miniProgramCheck,
];

/** Looks at everything live. What rests on something broken is not asked: one fault gives one repair, not ten. */
export async function examine(parts: DoctorParts, checks: readonly Check[]): Promise<DoctorReport> {
  const running = new Map<string, Promise<DoctorResult>>();
  const run = (check: Check): Promise<DoctorResult> => {
    const started = running.get(check.id);
    if (started) return started;
    const result = runCheck(check, parts, async () => {
      const needed = await Promise.all(checks.filter((other) => check.needs?.includes(other.id)).map(run));
      return needed.find((other) => other.status === 'fail' || other.status === 'skipped');
    });
    running.set(check.id, result);
    return result;
  };
  // Shown to people, whose pages count from business time.
  return { checkedAt: parts.clock.now(), results: await Promise.all(checks.map(run)) };
}

async function runCheck(
  check: Check,
  parts: DoctorParts,
  findObstacle: () => Promise<DoctorResult | undefined>,
): Promise<DoctorResult> {
  const obstacle = await findObstacle();
  const started = performance.now();
  let finding: Finding;
  if (obstacle) finding = skip(`要等「${obstacle.title}」正常后才能检查`);
  else {
    try {
      finding = await check.run(parts);
    } catch (error) {
      finding = findingOf(error, '查看服务日志;若反复出现,请反馈给维护者');
    }
  }
  return { id: check.id, title: check.title, ...finding, tookMs: Math.round(performance.now() - started) };
}

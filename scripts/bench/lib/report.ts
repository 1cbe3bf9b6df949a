import { cpus, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';

/** What a figure was measured on; ratios hold elsewhere, absolute figures do not. */
export function printMachine(): void {
  const version = (name: string) =>
    (
      JSON.parse(readFileSync(new URL(`../../../node_modules/${name}/package.json`, import.meta.url), 'utf8')) as {
        version: string;
      }
    ).version;
  const [cpu] = cpus();
  console.log(
    `machine: ${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}, koa ${version('koa')}, typeorm ${version('typeorm')}, libsql ${version('libsql')}`,
  );
}

function percentile(sorted: readonly number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export function summary(values: readonly number[]): { p50: number; p95: number; p99: number; max: number } {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    p50: percentile(sorted, 50),
    p95: percentile(sorted, 95),
    p99: percentile(sorted, 99),
    max: sorted.at(-1) ?? Number.NaN,
  };
}

/** One line per target, so that a reader and a script can both see what was reached. */
export function verdict(
  name: string,
  measured: number,
  target: { atLeast?: number; atMost?: number; unit: string },
): boolean {
  const reached =
    (target.atLeast === undefined || measured >= target.atLeast) &&
    (target.atMost === undefined || measured <= target.atMost);
  const limit = target.atLeast === undefined ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
  console.log(`${reached ? 'reached' : 'MISSED '}  ${name}: ${round(measured)} ${target.unit} (target ${limit})`);
  return reached;
}

export function round(value: number): number {
  return Number(value.toPrecision(3));
}

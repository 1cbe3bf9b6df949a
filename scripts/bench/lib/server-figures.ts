import { readFileSync } from 'node:fs';

/** Errcodes by which WeCom says that a limit was exceeded. */
const LIMIT_ERRCODES = ['45009', '45011', '45033'];

/** Memory of the process in MB, from Linux's books; 0 elsewhere. */
export function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

export async function readMetrics(origin: string): Promise<string> {
  return (await fetch(`${origin}/metrics`)).text();
}

/** Calls of one API, by the end of its path, whatever the answer was. */
export function callsTo(metrics: string, api: string): number {
  return wecomCalls(metrics)
    .filter((call) => call.api.endsWith(api))
    .reduce((sum, call) => sum + call.count, 0);
}

export function callsRefusedForLimits(metrics: string): number {
  const calls = wecomCalls(metrics);
  if (calls.length === 0) throw new Error('the metrics tell of no calls');
  return calls.filter((call) => LIMIT_ERRCODES.includes(call.errcode)).reduce((sum, call) => sum + call.count, 0);
}

function wecomCalls(metrics: string): { api: string; errcode: string; count: number }[] {
  const lines = metrics.matchAll(/^zhike_wecom_calls_total\{api="([^"]*)",errcode="(\d+)"\} (\d+)$/gm);
  return [...lines].map(([, api, errcode, count]) => ({ api: api!, errcode: errcode!, count: Number(count) }));
}

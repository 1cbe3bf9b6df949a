import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { posterTemplates } from '@zhike/shared/formulas/poster/templates';
import { posterVariables } from '@zhike/shared/formulas/poster/variables';
import { createCanvas } from '@napi-rs/canvas';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createPosterEngine, renderPoster } from '@zhike/server/engines/poster/render-poster';
import { printMachine, round, summary, verdict } from './lib/report.ts';

const HELP = `npm run bench -- poster [--posters 200] [--processes 2]

Draws the birthday poster with a different name each (nothing cached), on two processes by default, then asks for the same again. Beside it the
canvas library's own PNG encoder on a picture of the same size, as a measure of the machine. Target: ≥ 20 posters/s on 2 cores.`;

const NAMES = [
  '欧阳娜娜🌸',
  '林晓雨',
  'Alexandrina-Konstantinopolitanskaya',
  '👨‍👩‍👧‍👦一家人',
  '尉迟·阿卜杜热合曼',
  '王',
];

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string, otherwise: number) =>
    args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise;
  const posters = option('--posters', 200);
  const processes = option('--processes', Math.min(2, availableParallelism()));
  printMachine();
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const engine = createPosterEngine(folder, { size: processes, queue: posters });
  const clock = { now: Date.now, machineNow: Date.now };
  const { design } = posterTemplates.find(({ id }) => id === 'birthday')!;
  const draw = (index: number) =>
    renderPoster({ posters: engine, clock }, design, {
      texts: { ...posterVariables, 客户昵称: `${NAMES[index % NAMES.length]}${index}` },
      link: `https://work.weixin.qq.com/u/vc${index}?v=4.1.23`,
    });
  const all = (from: number, count: number) => Promise.all(Array.from({ length: count }, (_, one) => draw(from + one)));
  try {
    const starting = performance.now();
    await all(0, processes * 3);
    console.log(
      `first ${processes * 3} posters with starting ${processes} processes: ${round(performance.now() - starting)} ms`,
    );

    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    const drawn = await all(1_000, posters);
    const rate = posters / ((performance.now() - started) / 1000);
    delay.disable();
    const bytes = summary(drawn.map(({ path }) => statSync(path).size));
    console.log(
      `${posters} posters of ${design.width} × ${design.height}: ${round(rate)}/s, median ${round(bytes.p50 / 1024)} KiB`,
    );
    console.log(`event-loop delay of the server meanwhile: p99 ${round(delay.percentile(99) / 1e6)} ms`);

    const asking = performance.now();
    for (let index = 0; index < posters; index += 1) await draw(1_000 + index);
    const cached = posters / ((performance.now() - asking) / 1000);
    console.log(`the same again, one after the other: ${round(cached)}/s`);

    const encoder = encoderRate(design);
    console.log(`the canvas library's encoder alone, one core: ${round(encoder)} pictures/s`);
    verdict(`posters a second on ${processes} processes`, rate, { atLeast: 20, unit: '/s' });
    verdict('posters ÷ encoder of one core', rate / encoder, { atLeast: 1, unit: '×' });
    verdict('cached ÷ drawn', cached / rate, { atLeast: 10, unit: '×' });
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pictures a second of a flat background with some strokes, as posters are. */
function encoderRate({ width, height }: PosterDesign): number {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#E5484D';
  context.fillRect(0, 0, width, height);
  for (let index = 0; index < 400; index += 1) {
    context.fillStyle = `hsl(${index} 60% 50%)`;
    context.fillRect((index * 97) % width, (index * 61) % height, 40, 12);
  }
  const rounds = 20;
  const started = performance.now();
  for (let index = 0; index < rounds; index += 1) canvas.toBuffer('image/png');
  return rounds / ((performance.now() - started) / 1000);
}

await main(process.argv.slice(2));

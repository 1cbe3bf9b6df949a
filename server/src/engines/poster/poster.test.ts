import { createCanvas, loadImage } from '@napi-rs/canvas';
import { PosterDesign } from '@zhike/shared/contracts/poster';
import { posterTemplates } from '@zhike/shared/formulas/poster/templates';
import { posterVariables, type PosterValues } from '@zhike/shared/formulas/poster/variables';
import jsqr from 'jsqr';
import qrcode from 'qrcode';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomainError } from '../../platform/errors.ts';
import { findKeptPicture, keepPicture, keptPictureBounds, sweepKeptPictures } from './kept-pictures.ts';
import { pathOfPoster, posterBounds, storePoster, sweepPosters } from './poster-files.ts';
import type { PosterPoolOptions } from './poster-pool.ts';
import { createPosterEngine, type PosterEngine, type PosterPictures, renderPoster } from './render-poster.ts';

/** The package's types are for bundlers; Node hands over the function itself. */
const readQr = jsqr as unknown as typeof jsqr.default;
const DAY = 24 * 3_600_000;
const LINK = 'https://work.weixin.qq.com/u/vc0123456789abcdef?v=4.1.23&src=care';
const ASSET = '01JZZZZZZZZZZZZZZZZZZZZZZZ';
const folder = mkdtempSync(join(tmpdir(), 'zhike-test-poster-'));
const clock = { now: () => 0, machineNow: () => Date.now() };
const engines: PosterEngine[] = [];
const open = (name: string, options?: PosterPoolOptions) => {
  const engine = createPosterEngine(join(folder, name), options);
  engines.push(engine);
  return engine;
};

let posters: PosterEngine;
beforeAll(() => {
  posters = open('usual');
});
afterAll(() => {
  for (const engine of engines) engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const values = (texts: PosterValues['texts'] = {}): PosterValues => ({
  texts: { ...posterVariables, ...texts },
  link: LINK,
});
const template = (id: string) => PosterDesign.parse(posterTemplates.find((one) => one.id === id)!.design);
const blank = (...elements: unknown[]) =>
  PosterDesign.parse({ width: 400, height: 300, background: { color: '#FFFFFF' }, elements });
const image = { kind: 'image', id: 'i', x: 0, y: 0, w: 400, h: 300, assetId: ASSET };
const line = (content: string) => ({
  kind: 'text',
  id: 't',
  x: 100,
  y: 100,
  w: 200,
  h: 60,
  content,
  size: 40,
  minSize: 12,
  weight: 700,
  color: '#000000',
});

async function draw(design: PosterDesign, its: PosterValues = values(), pictures?: PosterPictures, engine = posters) {
  const { path } = await renderPoster({ posters: engine, clock }, design, its, pictures);
  const decoded = await loadImage(readFileSync(path));
  const canvas = createCanvas(decoded.width, decoded.height);
  const context = canvas.getContext('2d');
  context.drawImage(decoded, 0, 0);
  return context.getImageData(0, 0, decoded.width, decoded.height);
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

/** The smallest box that holds all pixels which are not white; null when all are. */
function inked({ data, width, height }: ImageData) {
  const found = { left: width, top: height, right: -1, bottom: -1, colours: new Set<number>() };
  for (let at = 0; at < data.length; at += 4) {
    if (data[at]! + data[at + 1]! + data[at + 2]! === 765) continue;
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    found.left = Math.min(found.left, x);
    found.right = Math.max(found.right, x);
    found.top = Math.min(found.top, y);
    found.bottom = Math.max(found.bottom, y);
    if (Math.max(...data.slice(at, at + 3)) - Math.min(...data.slice(at, at + 3)) > 60) found.colours.add(at);
  }
  return found.right < 0 ? null : found;
}
type ImageData = Awaited<ReturnType<typeof draw>>;

/** A PNG file of one colour. */
function picture(name: string, color: string, width = 40, height = 40) {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = color;
  context.fillRect(0, 0, width, height);
  return file(name, canvas.toBuffer('image/png'));
}
function file(name: string, bytes: Buffer) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { sha256: name, path };
}
const pixel = ({ data, width }: ImageData, x: number, y: number) =>
  Array.from(data.slice((y * width + x) * 4, (y * width + x) * 4 + 3));

describe('a finished poster', () => {
  test.each(['birthday', 'holiday', 'card', 'event'])(
    '%s is a picture of its size whose code a phone can read',
    async (id) => {
      const design = template(id);
      const drawn = await draw(design);
      expect([drawn.width, drawn.height]).toEqual([design.width, design.height]);
      expect(readQr(drawn.data, drawn.width, drawn.height)?.data).toBe(LINK);
    },
  );

  test.each([
    '欧阳娜娜🌸👨‍👩‍👧‍👦 Alexandrina-Konstantinopolitanskaya',
    '林',
    '🌸'.repeat(40),
    '一'.repeat(64),
    'W'.repeat(64),
    `H${'\u0336\u0330\u0348'.repeat(30)}i`,
  ])('the name %s stays in its box', async (name) => {
    const found = inked(await draw(blank(line('{客户昵称}')), values({ 客户昵称: name })))!;
    const room = 40 * 0.15;
    expect(found.left).toBeGreaterThanOrEqual(Math.floor(100 - room));
    expect(found.right).toBeLessThanOrEqual(Math.ceil(300 + room));
    expect(found.top).toBeGreaterThanOrEqual(Math.floor(100 - room));
    expect(found.bottom).toBeLessThanOrEqual(Math.ceil(160 + room));
  });

  test('emoji are in colour', async () => {
    expect(inked(await draw(blank(line('🌸🎂'))))!.colours.size).toBeGreaterThan(500);
    expect(inked(await draw(blank(line('生日'))))!.colours.size).toBe(0);
  });

  test('ornamental letters become plain ones, and what no font shows is no empty square', async () => {
    const drawn = async (name: string) => [...(await draw(blank(line('{客户昵称}')), values({ 客户昵称: name }))).data];
    expect(await drawn('𝓛𝓲𝓵𝔂')).toEqual(await drawn('Lily'));
    expect(await drawn('꧁林꧂')).toEqual(await drawn('林'));
    expect(await drawn('꧁꧂')).toEqual(await drawn('朋友'));
  });

  test('rare characters of names are there; a name that lacks one is not said wrong', async () => {
    const drawn = async (content: string, texts: PosterValues['texts'] = {}) =>
      Array.from((await draw(blank(line(content)), values(texts))).data);
    expect(await drawn('䶮㛃𬱟')).not.toEqual(await drawn('〓〓〓'));
    expect(await drawn('{客户昵称}', { 客户昵称: '𠮷野' })).toEqual(await drawn('朋友'));
    expect(await drawn('{员工姓名}', { 员工姓名: '𠮷野' })).toEqual(await drawn('〓野'));
  });

  test('pictures cover their place, avatars are round', async () => {
    const pictures = {
      assets: { [ASSET]: picture('red', '#FF0000', 80, 20) },
      memberAvatar: picture('blue', '#0000FF'),
    };
    const avatar = { kind: 'avatar', id: 'a', x: 100, y: 100, w: 100, h: 100, of: 'member' };
    const drawn = await draw(blank(image, avatar), values(), pictures);
    expect(pixel(drawn, 5, 5)).toEqual([255, 0, 0]);
    expect(pixel(drawn, 102, 102)).toEqual([255, 0, 0]);
    expect(pixel(drawn, 150, 150)).toEqual([0, 0, 255]);
  });

  test('a photo is packed by another filter, and comes out the same', async () => {
    const canvas = createCanvas(400, 300);
    const context = canvas.getContext('2d');
    const gradient = context.createLinearGradient(0, 0, 400, 300);
    for (const [at, colour] of ['#102030', '#F0A050', '#30C0A0', '#FFFFFF'].entries())
      gradient.addColorStop(at / 3, colour);
    context.fillStyle = gradient;
    context.fillRect(0, 0, 400, 300);
    const drawn = await draw(blank(image), values(), {
      assets: { [ASSET]: file('photo', canvas.toBuffer('image/png')) },
    });
    expect(Buffer.compare(Buffer.from(drawn.data), Buffer.from(context.getImageData(0, 0, 400, 300).data))).toBe(0);
  });
});

describe('what is refused', () => {
  const png = (width: number, height: number) => {
    const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008020000000000000000', 'hex');
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  };
  const jpeg = (width: number, height: number) => {
    const bytes = Buffer.from(
      'ffd8ffe000104a46494600010100000100010000ffc0001108000000000301220002110103110100',
      'hex',
    );
    bytes.writeUInt16BE(height, 25);
    bytes.writeUInt16BE(width, 27);
    return bytes;
  };
  test.each([
    ['a PNG that claims a gigantic picture', png(60_000, 60_000), 'poster.picture_too_large'],
    ['a JPEG that claims a gigantic picture', jpeg(60_000, 60_000), 'poster.picture_too_large'],
    ['a PNG with nothing in it', png(10, 10), 'poster.picture_unreadable'],
    [
      'an SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'poster.picture_unreadable',
    ],
    ['an empty file', Buffer.alloc(0), 'poster.picture_unreadable'],
  ])('%s', async (name, bytes, code) => {
    expect(await codeOf(draw(blank(image), values(), { assets: { [ASSET]: file(name, bytes) } }))).toBe(code);
  });

  test('a strange avatar is none: the letter stands there as if there were no file', async () => {
    const avatar = { kind: 'avatar', id: 'a', x: 100, y: 100, w: 100, h: 100, of: 'customer' };
    const strange = { assets: {}, customerAvatar: file('gif', Buffer.from('GIF89a')) };
    const drawn = await draw(blank(avatar), values(), strange);
    expect(Array.from(drawn.data)).toEqual(Array.from((await draw(blank(avatar))).data));
    expect(inked(drawn)).toMatchObject({ left: 100, right: 199 });
  });

  test('a picture that is not there', async () => {
    const gone = { assets: { [ASSET]: { sha256: 'gone', path: join(folder, 'gone') } } };
    expect(await codeOf(draw(blank(image), values(), gone))).toBe('poster.picture_missing');
    expect(await codeOf(draw(blank(image)))).toBe('poster.picture_missing');
  });
  test('a text that names what is not known, a code that leads nowhere or to too long an address', async () => {
    expect(await codeOf(draw(blank(line('{岁数}岁')), { texts: {} }))).toBe('poster.variable_missing');
    expect(await codeOf(draw(template('card'), { texts: posterVariables }))).toBe('poster.link_missing');
    const long = { ...values(), link: `https://example.com/${'x'.repeat(2_000)}` };
    expect(await codeOf(draw(template('card'), long))).toBe('poster.link_too_long');
    expect(await codeOf(draw(template('card'), { ...long, link: long.link.repeat(5) }))).toBe('poster.link_too_long');
  });
});

describe('a code of which only a picture is known', () => {
  const texts = { texts: posterVariables };

  test('is drawn anew, as sharp as any, in the colours of the design', async () => {
    const code = file('code-picture', await qrcode.toBuffer(LINK, { width: 430, margin: 1 }));
    const { data, width, height } = await draw(template('birthday'), texts, { assets: {}, code });
    expect(readQr(data, width, height)?.data).toBe(LINK);
    const again = await renderPoster({ posters, clock }, template('birthday'), texts, { assets: {}, code });
    const other = file('other-picture', await qrcode.toBuffer(`${LINK}&other`, { width: 430, margin: 1 }));
    const ofOther = await renderPoster({ posters, clock }, template('birthday'), texts, { assets: {}, code: other });
    expect(ofOther.sha256).not.toBe(again.sha256);
  });

  test('and a picture without a code makes no poster that leads nowhere', async () => {
    const code = picture('no-code', '#FFFFFF', 200, 200);
    expect(await codeOf(draw(template('card'), texts, { assets: {}, code }))).toBe('poster.code_unreadable');
  });
});

test('a small one for lists is the same poster, and another file', async () => {
  const whole = await renderPoster({ posters, clock }, template('birthday'), values());
  const small = await renderPoster({ posters, clock }, template('birthday'), values(), { assets: {} }, 150);
  expect(small.sha256).not.toBe(whole.sha256);
  const { width, height } = await loadImage(readFileSync(small.path));
  expect([width, height]).toEqual([150, 267]);
});

test('pictures from outside are kept by name, also that there is none; every night the oldest go', async () => {
  const dataDir = join(folder, 'kept');
  expect(await findKeptPicture(dataDir, 'avatar 1')).toBeNull();
  await keepPicture(dataDir, 'avatar 1', Buffer.from('one'));
  await keepPicture(dataDir, 'avatar 2', Buffer.alloc(0));
  const kept = (await findKeptPicture(dataDir, 'avatar 1'))!;
  expect(readFileSync(kept.file!.path, 'utf8')).toBe('one');
  expect(await findKeptPicture(dataDir, 'avatar 2')).toMatchObject({ file: null });
  utimesSync(kept.file!.path, 1, 1);
  const now = Date.now();
  expect(await sweepKeptPictures(dataDir, keptPictureBounds, now)).toBe(1);
  expect(await findKeptPicture(dataDir, 'avatar 1')).toBeNull();
  await keepPicture(dataDir, 'avatar 3', Buffer.alloc(900));
  await keepPicture(dataDir, 'avatar 4', Buffer.alloc(400));
  const older = (await findKeptPicture(dataDir, 'avatar 3'))!.file!.path;
  utimesSync(older, now / 1000 - 60, now / 1000 - 60);
  await sweepKeptPictures(dataDir, { ...keptPictureBounds, maxBytes: 500 }, now);
  expect(await findKeptPicture(dataDir, 'avatar 3')).toBeNull();
  expect(await findKeptPicture(dataDir, 'avatar 4')).not.toBeNull();
  expect(await sweepKeptPictures(join(folder, 'never kept'), keptPictureBounds, now)).toBe(0);
});

describe('the cache', () => {
  test('the same poster is drawn once, asked for together or later', async () => {
    const engine = open('cache');
    const ask = (its = values()) => renderPoster({ posters: engine, clock }, template('birthday'), its);
    let drawn = 0;
    const drawOne = engine.pool.draw.bind(engine.pool);
    engine.pool.draw = (job) => ((drawn += 1), drawOne(job));
    const [first, second] = await Promise.all([ask(), ask()]);
    const third = await ask();
    expect(new Set([first!.path, second!.path, third.path]).size).toBe(1);
    expect(drawn).toBe(1);
    // What the design does not show makes no other poster; what it shows does.
    expect((await ask(values({ 岁数: '31' }))).sha256).toBe(first!.sha256);
    expect((await ask(values({ 客户昵称: '王' }))).sha256).not.toBe(first!.sha256);
    expect(drawn).toBe(2);
    expect(readdirSync(join(folder, 'cache/posters/.drafts'))).toEqual([]);
  });

  test('every night what nobody asked for goes, then the longest unused, and drafts of processes that died', async () => {
    const dataDir = join(folder, 'sweep');
    const now = Date.UTC(2026, 10, 28);
    const store = (letter: string, usedAt: number) =>
      storePoster(dataDir, letter.repeat(64), Buffer.alloc(1_000), usedAt);
    await Promise.all([
      store('a', now - 31 * DAY),
      store('b', now - 3 * DAY),
      store('c', now - 2 * DAY),
      store('d', now - DAY),
    ]);
    const draft = join(dataDir, 'posters/.drafts/left');
    writeFileSync(draft, 'half');
    utimesSync(draft, (now - 2 * DAY) / 1000, (now - 2 * DAY) / 1000);
    expect(await sweepPosters(dataDir, posterBounds, now)).toBe(2);
    expect(await sweepPosters(dataDir, { ...posterBounds, maxBytes: 2_000 }, now)).toBe(1);
    const left = ['a', 'b', 'c', 'd'].filter((letter) => {
      const [shelf, name] = pathOfPoster(dataDir, letter.repeat(64)).split('/').slice(-2);
      return readdirSync(join(dataDir, 'posters', shelf!)).includes(name!);
    });
    expect(left).toEqual(['c', 'd']);
    expect(await sweepPosters(join(folder, 'never used'), posterBounds, now)).toBe(0);
  });
});

describe('the processes that draw', () => {
  /** Nobody ever writes into it, so whoever reads it waits for ever. */
  const endless = (name: string) => {
    const path = join(folder, `endless-${name}`);
    execFileSync('mkfifo', [path]);
    return { assets: { [ASSET]: { sha256: name, path } } };
  };

  test('a poster that hangs fails by itself, and the next one is drawn', async () => {
    const engine = open('hang', { size: 1, timeoutMs: 3_000 });
    const hanging = codeOf(draw(blank(image), values(), endless('hang'), engine));
    const next = draw(blank(line('下一张')), values(), undefined, engine);
    expect(await hanging).toBe('poster.too_slow');
    expect(inked(await next)).not.toBeNull();
  });

  test('a process that dies fails its poster alone, and another one takes over', async () => {
    const engine = open('crash', { size: 1 });
    await draw(blank(line('一')), values(), undefined, engine);
    const before = drawingProcesses();
    const drawOne = engine.pool.draw.bind(engine.pool);
    const begun = new Promise<void>((resolve) => {
      engine.pool.draw = (job) => {
        const drawn = drawOne(job);
        resolve();
        return drawn;
      };
    });
    const dying = codeOf(draw(blank(image), values(), endless('crash'), engine));
    await begun;
    const next = draw(blank(line('二')), values(), undefined, engine);
    for (const id of before) process.kill(id, 'SIGKILL');
    expect(await dying).toBe('poster.renderer_ended');
    expect(inked(await next)).not.toBeNull();
  });

  test('too many at once are refused at once, and closing fails those that wait', async () => {
    const engine = open('busy', { size: 1, queue: 2 });
    const results = ['一', '二', '三', '四'].map((one) => codeOf(draw(blank(line(one)), values(), undefined, engine)));
    expect(await results[3]).toBe('poster.busy');
    engine.close();
    expect(await Promise.all(results.slice(0, 3))).toEqual(Array(3).fill('poster.renderer_ended'));
  });

  const drawingProcesses = () =>
    execFileSync('pgrep', ['-P', String(process.pid), '-f', 'poster-child'], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
      .map(Number);
});

import type { Browser } from 'playwright-core';

/** A file as a file chooser takes it. */
export interface Picture {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const POSTER = `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; width: 480px; height: 320px; display: grid; place-content: center; gap: 14px; text-align: center;
    font-family: 'Noto Sans CJK SC', sans-serif; color: #fff; background: #1d5fd1; }
  b { font-size: 52px; letter-spacing: 6px } span { font-size: 22px; opacity: .9 } i { font: normal 18px/40px sans-serif;
    background: #fff; color: #1d5fd1; border-radius: 20px; width: 220px; margin: 10px auto 0 }
</style><b>春季家装展</b><span>3月18日–20日 · 上海世博展览馆</span><i>凭此图领取设计方案</i>`;

/** What the company sends its new customers: drawn here, so that no picture has to be kept. Few colours keep the pictures of it small. */
export async function drawPoster(browser: Browser): Promise<Picture> {
  const page = await browser.newPage({ viewport: { width: 480, height: 320 } });
  await page.setContent(POSTER);
  const buffer = await page.screenshot({ type: 'png' });
  await page.close();
  return { name: '春季家装展.png', mimeType: 'image/png', buffer };
}

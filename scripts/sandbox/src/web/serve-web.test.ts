import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';
import { safePath } from './serve-static.ts';

let running: TestSandbox;
beforeEach(async () => {
  running = await startTestSandbox();
});
afterEach(() => running.close());

/** A request line as typed: fetch would tidy the path. */
function raw(line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(running.origin).port), '127.0.0.1', () =>
      socket.write(`${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (part) => {
      text += part.toString();
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}

test('nothing outside the page’s folder is served, however the path is written', async () => {
  for (const path of [
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/a/../../src/main.ts',
    '/.env',
    '/%00',
    '/%zz',
    '//etc/passwd',
  ]) {
    const answer = await raw(`GET ${path} HTTP/1.1`);
    expect(answer, path).toMatch(/^HTTP\/1\.1 (404|400)/);
    expect(answer, path).not.toContain('"name"');
  }
  expect(safePath('/')).toBe('index.html');
  expect(safePath('/assets/app-1.js')).toBe('assets/app-1.js');
});

test('the page answers even before it has been built', async () => {
  const answer = await fetch(`${running.origin}/`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/html');
});

test('avatars are drawn from names, and a name cannot put markup into them', async () => {
  await running.member('x', { name: '<script>' });
  const svg = await (await fetch(`${running.origin}/avatar/x.svg`)).text();
  expect(svg).toMatch(/^<svg/);
  expect(svg).not.toContain('<script>');
});

test('uploaded pages are never served as pages', async () => {
  const made = await running.api.upload(
    '/cgi-bin/media/upload',
    { type: 'file' },
    'a.html',
    Buffer.from('<script>alert(1)</script>'),
  );
  const answer = await fetch(`${running.origin}/media/${String(made.media_id)}`);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
});

#!/usr/bin/env node
import { privateKeysOf } from './archive/keys.ts';
import { demoAdmins } from './demo/demo-corp.ts';
import { generateChatsIn, readChatWish } from './generate-chats/command.ts';
import { helpText, OptionError, readCommandLine, type CommandLine } from './options.ts';
import { startSandbox } from './start-sandbox.ts';

async function main({ help, quiet, exitWithParent, options }: CommandLine): Promise<void> {
  if (help) {
    process.stdout.write(helpText);
    return;
  }
  const log = (line: string): void => {
    if (!quiet) process.stderr.write(`${line}\n`);
  };
  const running = await startSandbox({ ...options, log });
  const { urls, credentials } = running;
  const {
    corpId,
    agentId,
    agentSecret,
    contactSecret,
    archiveSecret,
    callbackToken,
    callbackAesKey,
    archiveCallbackToken,
    archiveCallbackAesKey,
    weappAppid,
    weappSecret,
    officialAppid,
    officialSecret,
  } = credentials;
  // For other programs: the first line, and nothing else on standard output.
  const firstLine = {
    ...urls,
    corpId,
    agentId,
    agentSecret,
    contactSecret,
    archiveSecret,
    callbackToken,
    callbackAesKey,
    archiveCallbackToken,
    archiveCallbackAesKey,
    // By version: what reads the archive.
    archivePrivateKeys: privateKeysOf(running.sandbox),
    weappAppid,
    weappSecret,
    officialAppid,
    officialSecret,
    // Who may administrate the CRM in the demo.
    adminUserIds: options.demo ? demoAdmins : [],
  };
  process.stdout.write(`${JSON.stringify(firstLine)}\n`);
  log(
    `sandbox: ${urls.page} · callbacks go to ${running.sandbox.settings.callbackUrl || 'nowhere (set CALLBACK_URL)'}`,
  );
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`sandbox: did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
  if (exitWithParent) {
    process.stdin.on('end', stop);
    process.stdin.on('error', stop);
    process.stdin.resume();
  }
}

try {
  const [command, ...rest] = process.argv.slice(2);
  if (command === 'generate-chats') process.stdout.write(`${await generateChatsIn(readChatWish(rest, process.env))}\n`);
  else await main(readCommandLine(process.argv.slice(2), process.env));
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof OptionError) process.stderr.write(`${error.message}\nTry --help.\n`);
  else if (code === 'EADDRINUSE')
    process.stderr.write('The port is taken. Choose another with --port or SANDBOX_PORT (0 = any free one).\n');
  else process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

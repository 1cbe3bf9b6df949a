import { readChatData } from './chat-data.ts';
import { ArchiveFault, faultOfReturnValue } from './errors.ts';
import type { NativeLibrary, NativeSettings, Ret } from './native-library.ts';
import { NativePool } from './native-pool.ts';
import type { ArchiveSource } from './source.ts';

/** Beyond the library's own time-out, ms: then it does not answer at all. */
const GRACE_MS = 5_000;
const OPEN_MS = 30_000;

export interface NativeSourceOptions extends NativeSettings {
  /** The environment of the processes that hold the library. */
  childEnvironment: Readonly<Record<string, string>>;
  /** For tests; see GRACE_MS. */
  graceMs?: number;
  openMs?: number;
  /** So many processes for files; each does one thing at a time. */
  filesAtOnce?: number;
}

/** WeCom's own library, each use of it in processes of its own: messages in one, files in others, so that a big file holds no message up. */
export function createNativeSource({
  graceMs = GRACE_MS,
  openMs = OPEN_MS,
  childEnvironment,
  filesAtOnce = 1,
  library,
  corpId,
  secret,
  proxy,
  proxyPassword,
  timeoutSeconds,
}: NativeSourceOptions): ArchiveSource {
  // By name: what else the configuration of the archive holds (private keys) is not for the library.
  const settings = { library, corpId, secret, proxy, proxyPassword, timeoutSeconds };
  // One: reading ahead asks for the next messages before those of the last pull are opened, and both wait for their turn.
  const messages = new NativePool(settings, 1, childEnvironment);
  const files = new NativePool(settings, filesAtOnce, childEnvironment);
  const outsideMs = timeoutSeconds * 1000 + graceMs;

  /** A message on which the library dies must not take the others with it: they are asked in halves until it stands alone. */
  async function open(items: { randomKey: string; encryptedMessage: string }[]): Promise<(string | Error)[]> {
    if (items.length === 0) return [];
    try {
      const opened = (await messages.ask({ call: 'open', items }, openMs)) as ReturnType<NativeLibrary['open']>[];
      return opened.map((one) => one.value ?? faultOfReturnValue(one.ret));
    } catch (error) {
      const died =
        error instanceof ArchiveFault &&
        (error.code === 'archive.library_crashed' || error.code === 'archive.library_hung');
      if (!died) throw error;
      if (items.length === 1) return [error];
      const half = Math.ceil(items.length / 2);
      return [...(await open(items.slice(0, half))), ...(await open(items.slice(half)))];
    }
  }

  return {
    async pull(after, limit) {
      return readChatData(valueOf((await messages.ask({ call: 'pull', after, limit }, outsideMs)) as Ret<string>));
    },
    open,
    async media(fileId, index) {
      const chunk = (await files.ask({ call: 'media', fileId, index }, outsideMs)) as ReturnType<
        NativeLibrary['media']
      >;
      const { bytes, ...rest } = valueOf(chunk);
      return { ...rest, bytes: Buffer.from(bytes) };
    },
    async close() {
      messages.close();
      files.close();
    },
  };
}

function valueOf<T>({ ret, value }: Ret<T>): T {
  if (value === undefined) throw faultOfReturnValue(ret);
  return value;
}

import { describeError } from '../../platform/errors.ts';
import { loadNativeLibrary, type NativeLibrary, type NativeSettings } from './native-library.ts';

export type NativeCall =
  | { call: 'load'; settings: NativeSettings }
  | { call: 'pull'; after: bigint; limit: number }
  | { call: 'open'; items: { randomKey: string; encryptedMessage: string }[] }
  | { call: 'media'; fileId: string; index: string };

/** `ret` is what the native function returned; `missing`: the library could not be loaded. */
export type NativeAnswer = { id: number } & ({ value: unknown } | { missing: string });

/** The process that holds the library, started by `native-source.ts`. It has nothing else to lose. */
let library: NativeLibrary | undefined;

function answer(request: NativeCall): unknown {
  if (request.call === 'load') {
    library = loadNativeLibrary(request.settings);
    return null;
  }
  if (!library) throw new Error('called before it was loaded');
  switch (request.call) {
    case 'pull':
      return library.pull(request.after, request.limit);
    case 'open':
      return request.items.map(({ randomKey, encryptedMessage }) => library!.open(randomKey, encryptedMessage));
    case 'media':
      return library.media(request.fileId, request.index);
  }
}

process.on('message', ({ id, ...request }: { id: number } & NativeCall) => {
  let reply: NativeAnswer;
  try {
    reply = { id, value: answer(request as NativeCall) };
  } catch (error) {
    reply = { id, missing: describeError(error, 200) };
  }
  process.send?.(reply);
});
process.on('disconnect', () => process.exit(0));

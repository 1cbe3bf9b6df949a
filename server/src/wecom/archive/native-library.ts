import koffi from 'koffi';

/** What a call of the library returned besides its output. 0 is well (doc 91552). */
export type Ret<T> = { ret: 0; value: T } | { ret: number; value?: undefined };

export interface NativeSettings {
  library: string;
  corpId: string;
  secret: string;
  proxy: string;
  proxyPassword: string;
  timeoutSeconds: number;
}

type Pointer = unknown;

/** WeCom's `WeWorkFinanceSdk` (doc 91774) through its C functions. Whatever the library does to its process it does to this one. */
export function loadNativeLibrary(settings: NativeSettings) {
  const library = koffi.load(settings.library);
  const c = {
    newSdk: library.func('void *NewSdk()') as () => Pointer,
    init: library.func('int Init(void *sdk, const char *corpid, const char *secret)') as (
      ...all: [Pointer, string, string]
    ) => number,
    getChatData: library.func(
      'int GetChatData(void *sdk, uint64_t seq, uint32_t limit, const char *proxy, const char *passwd, int timeout, void *out)',
    ) as (...all: [Pointer, bigint, number, string, string, number, Pointer]) => number,
    decryptData: library.func('int DecryptData(const char *key, const char *message, void *out)') as (
      ...all: [string, string, Pointer]
    ) => number,
    getMediaData: library.func(
      'int GetMediaData(void *sdk, const char *index, const char *fileId, const char *proxy, const char *passwd, int timeout, void *out)',
    ) as (...all: [Pointer, string, string, string, string, number, Pointer]) => number,
    newSlice: library.func('void *NewSlice()') as () => Pointer,
    freeSlice: library.func('void FreeSlice(void *slice)') as (slice: Pointer) => void,
    content: library.func('void *GetContentFromSlice(void *slice)') as (slice: Pointer) => Pointer | null,
    length: library.func('int GetSliceLen(void *slice)') as (slice: Pointer) => number,
    newMedia: library.func('void *NewMediaData()') as () => Pointer,
    freeMedia: library.func('void FreeMediaData(void *media)') as (media: Pointer) => void,
    nextIndex: library.func('const char *GetOutIndexBuf(void *media)') as (media: Pointer) => string | null,
    data: library.func('void *GetData(void *media)') as (media: Pointer) => Pointer | null,
    dataLength: library.func('int GetDataLen(void *media)') as (media: Pointer) => number,
    isFinish: library.func('int IsMediaDataFinish(void *media)') as (media: Pointer) => number,
  };
  const sdk = c.newSdk();
  const ready = c.init(sdk, settings.corpId, settings.secret);
  const outside = [settings.proxy, settings.proxyPassword, settings.timeoutSeconds] as const;

  /** By the reported length: the bytes may contain zeros. A copy, because the library frees its own. */
  const bytesOf = (pointer: Pointer | null, length: number): Buffer =>
    pointer === null || length <= 0
      ? Buffer.alloc(0)
      : Buffer.from(koffi.decode(pointer, koffi.array('uint8_t', length, 'Typed')) as Uint8Array);

  function withSlice(call: (slice: Pointer) => number): Ret<string> {
    const slice = c.newSlice();
    try {
      const ret = call(slice);
      return ret === 0 ? { ret: 0, value: bytesOf(c.content(slice), c.length(slice)).toString('utf8') } : { ret };
    } finally {
      c.freeSlice(slice);
    }
  }

  return {
    pull: (after: bigint, limit: number): Ret<string> =>
      ready === 0 ? withSlice((slice) => c.getChatData(sdk, after, limit, ...outside, slice)) : { ret: ready },
    open: (randomKey: string, message: string): Ret<string> =>
      withSlice((slice) => c.decryptData(randomKey, message, slice)),
    media(fileId: string, index: string): Ret<{ bytes: Buffer; nextIndex: string; isLast: boolean }> {
      if (ready !== 0) return { ret: ready };
      const media = c.newMedia();
      try {
        const ret = c.getMediaData(sdk, index, fileId, ...outside, media);
        if (ret !== 0) return { ret };
        const bytes = bytesOf(c.data(media), c.dataLength(media));
        return { ret: 0, value: { bytes, nextIndex: c.nextIndex(media) ?? '', isLast: c.isFinish(media) === 1 } };
      } finally {
        c.freeMedia(media);
      }
    },
  };
}

export type NativeLibrary = ReturnType<typeof loadNativeLibrary>;

// A library with the C functions of WeCom's WeWorkFinanceSdk (doc 91774), for tests of how it is called. It reads its answers from the
// folder named as the corp's secret: for GetChatData chat.SEQ.json where there is one, else chat.json, for GetMediaData media.bin. Its cipher is the text itself.
// "$ENV" in chat.json becomes the names of its environment.
// Messages and file ids make it fail on demand: "CRASH" dies of a bad pointer, "HANG" never returns, "SLOW" takes a second, "DAMAGED" answers 10006.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct { char folder[512]; } WeWorkFinanceSdk_t;
typedef struct { char *buf; int len; } Slice_t;
typedef struct { char *outindexbuf; int out_len; char *data; int data_len; int is_finish; } MediaData_t;

#define CHUNK 524288

extern char **environ;

WeWorkFinanceSdk_t *NewSdk(void) { return calloc(1, sizeof(WeWorkFinanceSdk_t)); }
void DestroySdk(WeWorkFinanceSdk_t *sdk) { free(sdk); }

int Init(WeWorkFinanceSdk_t *sdk, const char *corpid, const char *secret) {
  if (!corpid[0] || !secret[0]) return 10000;
  snprintf(sdk->folder, sizeof sdk->folder, "%s", secret);
  return 0;
}

static char *read_file(const char *folder, const char *name, long *length) {
  char path[600];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  *length = ftell(file);
  rewind(file);
  char *bytes = malloc(*length + 1);
  if (fread(bytes, 1, *length, file) != (size_t)*length) *length = 0;
  fclose(file);
  return bytes;
}

static void act(const char *text) {
  if (strstr(text, "CRASH")) *(volatile int *)8 = 1;
  if (strstr(text, "HANG")) for (;;) sleep(1);
  if (strstr(text, "SLOW")) sleep(1);
}

// Answers the file whole; "$SEQ" in it becomes the seq that was asked for, in decimal.
int GetChatData(WeWorkFinanceSdk_t *sdk, unsigned long long seq, unsigned int limit, const char *proxy, const char *passwd, int timeout, Slice_t *out) {
  (void)proxy, (void)passwd, (void)timeout;
  if (limit < 1 || limit > 1000) return 10000;
  long length = 0;
  char name[64];
  snprintf(name, sizeof name, "chat.%llu.json", seq);
  char *bytes = read_file(sdk->folder, name, &length);
  if (!bytes) bytes = read_file(sdk->folder, "chat.json", &length);
  if (!bytes) return 10001;
  bytes[length] = 0;
  act(bytes);
  char *wanted = strstr(bytes, "$ENV");
  if (wanted) {
    char *answer = malloc(65536);
    int end = sprintf(answer, "%.*s", (int)(wanted - bytes), bytes);
    for (char **one = environ; *one && end < 65000; one++) end += sprintf(answer + end, "%s%.*s", one == environ ? "" : " ", (int)strcspn(*one, "="), *one);
    out->len = end + sprintf(answer + end, "%s", wanted + 4);
    out->buf = answer;
    free(bytes);
    return 0;
  }
  char *place = strstr(bytes, "$SEQ");
  if (!place) { out->buf = bytes; out->len = length; return 0; }
  char *answer = malloc(length + 32);
  *place = 0;
  out->len = sprintf(answer, "%s%llu%s", bytes, seq, place + 4);
  out->buf = answer;
  free(bytes);
  return 0;
}

int DecryptData(const char *key, const char *message, Slice_t *out) {
  act(message);
  if (strstr(message, "DAMAGED")) return 10006;
  if (!key[0]) return 10008;
  out->buf = strdup(message);
  out->len = strlen(message);
  return 0;
}

int GetMediaData(WeWorkFinanceSdk_t *sdk, const char *index, const char *fileId, const char *proxy, const char *passwd, int timeout, MediaData_t *out) {
  (void)proxy, (void)passwd, (void)timeout;
  if (strcmp(fileId, "unknown") == 0) return 10005;
  act(fileId);
  long start = 0, length = 0;
  if (index[0] && sscanf(index, "Range:bytes=%ld-", &start) != 1) return 10000;
  char *bytes = read_file(sdk->folder, "media.bin", &length);
  if (!bytes) return 10001;
  long size = length - start < CHUNK ? length - start : CHUNK;
  out->data = malloc(size + 1);
  memcpy(out->data, bytes + start, size);
  out->data_len = size;
  out->is_finish = start + size >= length;
  out->outindexbuf = malloc(80);
  out->out_len = sprintf(out->outindexbuf, "Range:bytes=%ld-%ld", start + size, start + size + CHUNK - 1);
  free(bytes);
  return 0;
}

Slice_t *NewSlice(void) { return calloc(1, sizeof(Slice_t)); }
void FreeSlice(Slice_t *slice) { free(slice->buf); free(slice); }
char *GetContentFromSlice(Slice_t *slice) { return slice->buf; }
int GetSliceLen(Slice_t *slice) { return slice->len; }
MediaData_t *NewMediaData(void) { return calloc(1, sizeof(MediaData_t)); }
void FreeMediaData(MediaData_t *media) { free(media->outindexbuf); free(media->data); free(media); }
char *GetOutIndexBuf(MediaData_t *media) { return media->outindexbuf; }
int GetIndexLen(MediaData_t *media) { return media->out_len; }
char *GetData(MediaData_t *media) { return media->data; }
int GetDataLen(MediaData_t *media) { return media->data_len; }
int IsMediaDataFinish(MediaData_t *media) { return media->is_finish; }

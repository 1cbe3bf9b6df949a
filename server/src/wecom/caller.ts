import { assertOutsideTransaction } from '../platform/database/database.ts';
import { MAX_CONCURRENT_CALLS } from './budget-table.ts';
import { CallBudgets } from './call-budgets.ts';
import type { CallLane, CallOptions, Download, WecomCaller, WecomReply, WecomRequest } from './call.ts';
import type { WecomClientParts } from './client.ts';
import { ConcurrencyGate } from './concurrency-gate.ts';
import { TOKEN_ERRCODES } from './errcodes.ts';
import { isWecomError, WecomError, wecomRefused } from './errors.ts';
import { SharedCredential } from './shared-credential.ts';
import { type HttpAnswer, NoAnswer, Transport } from './transport.ts';

/** For the whole call, waiting included. */
const DEADLINE_MS: Record<CallLane, number> = { urgent: 3_000, normal: 10_000, bulk: 60_000 };
/** For one request, unless the caller gives its own deadline (uploads). */
const REQUEST_MS = 10_000;
const MAX_JSON_BYTES = 16 * 1024 * 1024;
const MAX_DOWNLOAD_BYTES = 21 * 1024 * 1024;
const MAX_PICTURE_BYTES = 2 * 1024 * 1024;
/** Tries of one call when WeCom is busy (-1) or we were too many (45033). */
const MAX_TRIES = 3;
/** How long an API stays closed in this process after WeCom refused us the right to it. */
const NO_RIGHT_MS = 30_000;

/** Makes calls: refuses inside transactions, keeps budgets and concurrency, adds the token, bounds the time, and types every failure. */
export function createCaller(parts: WecomClientParts): WecomCaller & { close(): void } {
  return new Caller(parts);
}

class Caller implements WecomCaller {
  private readonly transport = new Transport();
  private readonly budgets: CallBudgets;
  private readonly gates = new Map<string, ConcurrencyGate>();
  private readonly noRight = new Map<string, { error: WecomError; until: number }>();
  private readonly token: SharedCredential;

  constructor(private readonly parts: WecomClientParts) {
    const { config, keys } = parts;
    this.budgets = new CallBudgets(parts, { perMinute: config.callsPerMinute, perHour: config.callsPerHour });
    const digest = keys.lookupHash('wecom credential', `${config.corpId} ${config.agentSecret}`).slice(0, 40);
    this.token = new SharedCredential(`access_token:${digest}`, '/cgi-bin/gettoken', parts, (timeoutMs) =>
      this.fetchToken(timeoutMs),
    );
  }

  async call<Reply = WecomReply>(request: WecomRequest, options: CallOptions = {}): Promise<Reply> {
    return this.run(request, options, MAX_JSON_BYTES, (answer) => {
      const reply = parseReply(request, answer);
      if (reply.errcode !== 0) throw refused(request, reply.errcode);
      return reply as Reply;
    });
  }

  async download(request: WecomRequest, options: CallOptions = {}): Promise<Download> {
    return this.run(request, options, MAX_DOWNLOAD_BYTES, (answer) => {
      // An error comes as JSON instead of the bytes.
      if (/json|text\/plain/.test(answer.contentType)) throw refused(request, parseReply(request, answer).errcode);
      if (answer.status !== 200) throw badStatus(request, answer);
      return { bytes: answer.bytes, contentType: answer.contentType };
    });
  }

  async fetchPicture(url: string, options: CallOptions = {}): Promise<Download> {
    assertOutsideTransaction('fetching a picture');
    const request: WecomRequest = { method: 'GET', path: 'picture', effect: 'read' };
    const answer = await this.timed(request.path, () =>
      this.transport.send({
        method: 'GET',
        url: new URL(url),
        timeoutMs: options.timeoutMs ?? REQUEST_MS,
        maxBytes: MAX_PICTURE_BYTES,
      }),
    ).catch((error: unknown) => {
      throw error instanceof NoAnswer ? noAnswer(request, error) : error;
    });
    if (answer.status !== 200 || !answer.contentType.startsWith('image/')) throw badStatus(request, answer);
    return { bytes: answer.bytes, contentType: answer.contentType };
  }

  close(): void {
    this.transport.close();
  }

  /** Tries the call until it succeeds, fails for good, or the deadline comes. */
  private async run<T>(
    request: WecomRequest,
    options: CallOptions,
    maxBytes: number,
    read: (answer: HttpAnswer) => T,
  ): Promise<T> {
    assertOutsideTransaction(`WeCom ${request.path}`);
    const { clock } = this.parts;
    const lane = options.lane ?? 'normal';
    const deadline = clock.machineNow() + (options.timeoutMs ?? DEADLINE_MS[lane]);
    if (!options.evenIfRefused) this.throwIfRefused(request.path);
    let tokenRefused = false;
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await this.attempt(
          request,
          { lane, deadline, requestMs: options.timeoutMs ?? REQUEST_MS, maxBytes },
          read,
        );
        this.noRight.delete(request.path);
        return result;
      } catch (error) {
        if (!isWecomError(error)) throw error;
        if (error.cause instanceof TokenRefused && !tokenRefused) {
          tokenRefused = true;
          attempt--;
          continue;
        }
        await this.learn(request.path, error);
        const busy = (error.errcode === -1 && error.retryable) || error.errcode === 45033;
        const pause = 100 * 2 ** attempt * (0.5 + Math.random());
        if (!busy || attempt >= MAX_TRIES || clock.machineNow() + pause >= deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  private async attempt<T>(
    request: WecomRequest,
    { lane, deadline, requestMs, maxBytes }: { lane: CallLane; deadline: number; requestMs: number; maxBytes: number },
    read: (answer: HttpAnswer) => T,
  ): Promise<T> {
    const { clock, config } = this.parts;
    const left = () => Math.max(1, deadline - clock.machineNow());
    await this.budgets.take(request.path, lane, deadline);
    const leave = await this.gate(request.path).enter(
      lane,
      left(),
      () => new WecomError('retryable', { api: request.path, problem: 'timeout' }),
    );
    try {
      const token = await this.token.get(left());
      const url = new URL(config.apiBase + request.path);
      for (const [name, value] of Object.entries(request.query ?? {}))
        if (value !== undefined) url.searchParams.set(name, String(value));
      url.searchParams.set('access_token', token.value);
      try {
        return await this.timed(request.path, async () =>
          read(
            await this.transport.send({
              method: request.method,
              url,
              json: request.method === 'POST' && !request.file ? (request.body ?? {}) : undefined,
              file: request.file,
              repeatable: request.effect !== 'creates',
              timeoutMs: Math.min(requestMs, left()),
              maxBytes,
            }),
          ),
        );
      } catch (error) {
        if (error instanceof NoAnswer) throw noAnswer(request, error);
        if (isWecomError(error) && error.errcode !== null && TOKEN_ERRCODES.has(error.errcode)) {
          await this.token.refuse(token.value, error.errcode);
          throw new WecomError('auth', error.details, error.retryAfterMs, { cause: new TokenRefused() });
        }
        throw error;
      }
    } finally {
      leave();
    }
  }

  private async fetchToken(timeoutMs: number): Promise<{ value: string; expiresInMs: number }> {
    const request: WecomRequest = { method: 'GET', path: '/cgi-bin/gettoken', effect: 'read' };
    const url = new URL(this.parts.config.apiBase + request.path);
    url.searchParams.set('corpid', this.parts.config.corpId);
    url.searchParams.set('corpsecret', this.parts.config.agentSecret);
    try {
      return await this.timed(request.path, async () => {
        const reply = parseReply(
          request,
          await this.transport.send({ method: 'GET', url, timeoutMs, maxBytes: MAX_JSON_BYTES }),
        );
        if (reply.errcode !== 0) throw wecomRefused(request.path, reply.errcode);
        return { value: String(reply.access_token), expiresInMs: Number(reply.expires_in) * 1000 };
      });
    } catch (error) {
      throw error instanceof NoAnswer ? noAnswer(request, error) : error;
    }
  }

  /** What a refusal teaches about the next calls. */
  private async learn(api: string, error: WecomError): Promise<void> {
    if (error.errcode === 45009) await this.budgets.close(api);
    else if (error.errcode === 45033) this.gate(api).lower();
    else if (
      error.fault === 'auth' &&
      error.errcode !== null &&
      !TOKEN_ERRCODES.has(error.errcode) &&
      error.api === api
    ) {
      this.noRight.set(api, { error, until: this.parts.clock.machineNow() + NO_RIGHT_MS });
    }
  }

  private throwIfRefused(api: string): void {
    const refused = this.noRight.get(api);
    if (refused && refused.until > this.parts.clock.machineNow()) throw refused.error;
  }

  private gate(api: string): ConcurrencyGate {
    let gate = this.gates.get(api);
    if (!gate) {
      gate = new ConcurrencyGate(MAX_CONCURRENT_CALLS, this.parts.clock);
      this.gates.set(api, gate);
    }
    return gate;
  }

  private async timed<T>(api: string, work: () => Promise<T>): Promise<T> {
    const { metrics } = this.parts;
    const stop = metrics.wecomSeconds.startTimer({ api });
    let outcome = '0';
    try {
      return await work();
    } catch (error) {
      outcome =
        error instanceof NoAnswer
          ? error.problem
          : isWecomError(error)
            ? String(error.errcode ?? error.details.problem)
            : 'fault';
      throw error;
    } finally {
      stop();
      metrics.wecomCalls.inc({ api, errcode: outcome });
    }
  }
}

class TokenRefused extends Error {}

/** WeCom always answers JSON with an errcode; HTML comes from something in between, and says nothing about the call. */
function parseReply(request: WecomRequest, answer: HttpAnswer): WecomReply & { errcode: number } {
  let reply: unknown;
  try {
    reply = JSON.parse(answer.bytes.toString('utf8'));
  } catch {
    // The parser's own message quotes the answer, so it goes no further.
    throw badAnswer(request, answer.status === 200 ? 'not_json' : 'http_status', answer.status);
  }
  if (typeof reply !== 'object' || reply === null) throw badAnswer(request, 'not_json', answer.status);
  const { errcode } = reply as { errcode?: unknown };
  if (typeof errcode === 'number') return reply as WecomReply & { errcode: number };
  // A few replies of old APIs carry no errcode when they succeed.
  if (errcode === undefined && answer.status === 200) return { ...reply, errcode: 0 };
  throw badAnswer(request, 'http_status', answer.status);
}

/** "System busy" (-1) does not say how far the call got: for a creation that is an unknown outcome. */
function refused(request: WecomRequest, errcode: number): WecomError {
  if (errcode === -1 && request.effect === 'creates')
    return new WecomError('unknown_outcome', { api: request.path, errcode });
  return wecomRefused(request.path, errcode);
}

function badStatus(request: WecomRequest, answer: HttpAnswer): WecomError {
  return badAnswer(request, 'http_status', answer.status);
}

function badAnswer(request: WecomRequest, problem: 'not_json' | 'http_status', httpStatus: number): WecomError {
  return new WecomError(request.effect === 'creates' ? 'unknown_outcome' : 'retryable', {
    api: request.path,
    problem,
    httpStatus,
  });
}

function noAnswer(request: WecomRequest, error: NoAnswer): WecomError {
  const uncertain = error.sent && request.effect === 'creates';
  return new WecomError(
    uncertain ? 'unknown_outcome' : 'retryable',
    { api: request.path, problem: error.problem },
    null,
    { cause: error },
  );
}

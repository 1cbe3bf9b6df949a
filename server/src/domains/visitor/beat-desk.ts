import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Beat, type BeatAnswer, sendBeat } from '@zhike/shared/contracts/visitor';
import type { Dependencies } from '../../dependencies.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError, describeError, InvalidInput } from '../../platform/errors.ts';
import { clientAddressReader } from '../../platform/http/client-address.ts';
import { statusOfKind } from '../../platform/http/error-table.ts';
import { readJsonBody } from '../../platform/http/json-body.ts';
import { newId } from '../../platform/id.ts';
import { SESSION_COOKIE } from '../corp/session-cookie.ts';
import { BeatPace } from './beat-pace.ts';
import { BeatHearer } from './hear-beats.ts';
import { isRobot } from './robots.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'log' | 'metrics'>;

/** For the metrics alone: nobody is there to read it. */
const CLIENT_GONE = 499;

export const NOT_COUNTED: BeatAnswer = { counted: false, ownKey: null };

/** Where beats are taken: one per process, whichever way they come in. */
export class BeatDesk {
  private readonly hearer: BeatHearer;
  private readonly pace: BeatPace;
  private readonly addressOf: (request: IncomingMessage) => string;

  constructor(private readonly deps: Needs) {
    this.hearer = new BeatHearer(deps);
    this.pace = new BeatPace(deps.clock);
    this.addressOf = clientAddressReader(deps.config.http.trustProxy);
  }

  async take(beat: Beat, request: IncomingMessage): Promise<BeatAnswer> {
    if (isRobot(request.headers['user-agent'] ?? '')) return NOT_COUNTED;
    this.pace.take(beat.token);
    if (!this.hearer.isGoingOn(beat)) this.pace.begin(this.addressOf(request));
    return this.hearer.hear(beat);
  }

  /**
   * Beats that go on with a visit, from people without any session: nearly all requests of an installation. Answered in front of Koa, as
   * callbacks are; whatever else there is to a beat (a first one's cookie, members) goes the long way. False: not for here.
   */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'POST' || request.url !== sendBeat.path) return false;
    const { cookie = '', 'content-length': length } = request.headers;
    // Without the cookie it still has to be given one.
    if (cookie.includes(SESSION_COOKIE) || !cookie.includes('zhike_visitor=') || length === undefined) return false;
    void this.answerNow(request, response);
    return true;
  }

  private async answerNow(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { log, metrics } = this.deps;
    const timer = metrics.httpRequests.startTimer({ route: sendBeat.path, method: 'POST' });
    try {
      const parsed = sendBeat.body!.safeParse(await readJsonBody(request, sendBeat.maxBodyBytes));
      if (!parsed.success)
        throw new InvalidInput({
          issues: parsed.error.issues
            .slice(0, 20)
            .map(({ path, message }) => ({ path: ['body', ...path].join('.'), message })),
        });
      end(response, 200, await this.take(parsed.data, request));
    } catch (error) {
      const requestId = newId();
      if (error instanceof DomainError)
        end(response, statusOfKind[error.kind], { code: error.code, requestId, details: error.details });
      else if (request.destroyed && !request.complete) {
        // She has closed the page while it was still telling: there is nobody to answer, and nothing is wrong here.
        response.statusCode = CLIENT_GONE;
        response.destroy();
      } else {
        log.error({ requestId, error: describeError(error) }, 'beat not stored');
        end(response, 500, { code: 'common.internal', requestId });
      }
    } finally {
      timer({ status: String(response.statusCode) });
    }
  }
}

const desks = new WeakMap<Database, BeatDesk>();

/** The one desk of this process. */
export function beatDeskOf(deps: Needs): BeatDesk {
  let desk = desks.get(deps.db);
  if (!desk) desks.set(deps.db, (desk = new BeatDesk(deps)));
  return desk;
}

function end(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

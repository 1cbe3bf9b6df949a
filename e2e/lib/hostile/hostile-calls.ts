import type { Endpoint, EndpointRequest, EndpointResponse } from '@zhike/shared/contracts/endpoint';
import { expect } from 'vitest';
import type { TestServer } from '../../../server/src/test/start-test-server.ts';
import { hostileText } from './hostile-text.ts';
import { fillIn, textFields } from './text-fields.ts';

/** What is given where the rest is filled in: ids, kinds and numbers. */
interface Given {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

interface Sent {
  endpoint: Endpoint;
  userId: string;
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** Calls that put a hostile text into every field that takes one, and remember which fields had one. */
export function hostileCalls(server: Pick<TestServer, 'api'>) {
  const sent = new Map<string, Sent[]>();
  const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;
  const remember = (endpoint: Endpoint, input: Omit<Sent, 'userId' | 'endpoint'>, userId = '') =>
    sent.set(nameOf(endpoint), [...(sent.get(nameOf(endpoint)) ?? []), { endpoint, userId, ...input }]);
  return {
    /** Of what was called otherwise. */
    remember,

    as(userId: string) {
      const api = server.api.as(userId);
      return async <E extends Endpoint>(endpoint: E, given: Given = {}): Promise<EndpointResponse<E>> => {
        const query = endpoint.query && fillIn(endpoint.query, given.query ?? {});
        const body = endpoint.body && fillIn(endpoint.body, given.body ?? {});
        const input = { params: given.params, query, body };
        const answer = await api.call(endpoint, input as unknown as Partial<EndpointRequest<E>>);
        expect(answer.status, `${nameOf(endpoint)} ${JSON.stringify(answer.body).slice(0, 500)}`).toBe(200);
        remember(endpoint, input, userId);
        return answer.body;
      };
    },

    /** Every call with an address in it, and the same with each of `others` in its place. */
    withAddresses(others: readonly string[]) {
      const calls = [...sent.values()].flatMap((all) => all.slice(0, 1));
      return calls.flatMap(({ endpoint, userId, params, query, body }) =>
        placesOf(body, hostileText.address).flatMap((place) =>
          others.map((other) => ({
            name: `${nameOf(endpoint)} ${place.join('.')} ${JSON.stringify(other)}`,
            send: () =>
              server.api.as(userId).call(endpoint, { params, query, body: replaced(body, place, other) } as object),
          })),
        ),
      );
    },

    /** Of these endpoints: the fields that take a text of one's own and had no hostile one. */
    missing(endpoints: readonly Endpoint[]): string[] {
      return endpoints.flatMap((endpoint) =>
        (['query', 'body'] as const).flatMap((part) => {
          const schema = endpoint[part];
          if (!schema) return [];
          const values = (sent.get(nameOf(endpoint)) ?? []).map((one) => one[part]);
          return [...textFields(schema, values)]
            .filter(([, isTried]) => !isTried)
            .map(([path]) => `${nameOf(endpoint)} ${part}.${path}`);
        }),
      );
    },
  };
}

type Place = (string | number)[];

/** Where in `value` this text stands. */
function placesOf(value: unknown, text: string): Place[] {
  if (value === text) return [[]];
  if (typeof value !== 'object' || value === null) return [];
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return parts.flatMap(([name, part]) => placesOf(part, text).map((place) => [name, ...place]));
}

function replaced(value: unknown, [name, ...rest]: Place, by: string): unknown {
  if (name === undefined) return by;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[name] = replaced(copy[name], rest, by);
  return copy;
}

export type HostileCalls = ReturnType<typeof hostileCalls>;

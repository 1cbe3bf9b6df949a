import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { ErrorBody } from '@zhike/shared/contracts/common';
import * as contracts from '@zhike/shared/contracts/open-api';
import { ZodObject } from 'zod';
import type { AnyEndpoint } from '../../platform/http/audience-router.ts';

const VERSION = '1.0.0';

const failures: Record<string, string> = {
  400: 'The request does not fit the description; `details.issues` names the fields',
  401: 'No key, or a wrong one',
  404: 'Nothing there',
};

/** The description of the open API, made from the contracts that the routes themselves check against. */
export function openApiDocument(serverUrl: string): Record<string, unknown> {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'OPEN_API_KEY of the server',
  });
  const error = ErrorBody.meta({ id: 'Error' });
  for (const [name, endpoint] of Object.entries(contracts)) {
    if (!isEndpoint(endpoint) || endpoint === contracts.openApiDocument) continue;
    registry.registerPath({
      operationId: operationId(name),
      method: endpoint.method.toLowerCase() as RouteConfig['method'],
      path: endpoint.path.replace(/:(\w+)/g, '{$1}'),
      summary: endpoint.summary,
      security: [{ apiKey: [] }],
      request: { params: objectOf(endpoint.params), query: objectOf(endpoint.query) },
      responses: {
        200: { description: 'OK', content: { 'application/json': { schema: endpoint.response } } },
        ...Object.fromEntries(
          Object.entries(failures)
            .filter(([status]) => status !== '404' || endpoint.params)
            .map(([status, description]) => [
              status,
              { description, content: { 'application/json': { schema: error } } },
            ]),
        ),
      },
    });
  }
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Zhike 知客 open API',
      version: VERSION,
      description:
        'Customers of a WeCom corp for other systems. Times are epoch milliseconds. Lists are pages: pass `nextCursor` back as `cursor` until it is null.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
  });
  return JSON.parse(JSON.stringify(document));
}

function isEndpoint(value: unknown): value is AnyEndpoint {
  return typeof value === 'object' && value !== null && 'audience' in value && 'path' in value && 'response' in value;
}

function objectOf(schema: unknown): ZodObject | undefined {
  return schema instanceof ZodObject ? schema : undefined;
}

/** `openListCustomers` → `listCustomers`. */
function operationId(name: string): string {
  const rest = name.replace(/^open/, '');
  return rest.charAt(0).toLowerCase() + rest.slice(1);
}

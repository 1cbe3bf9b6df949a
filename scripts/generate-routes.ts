import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const contractsFolder = new URL('../shared/src/contracts/', import.meta.url);
const routesFile = new URL('../shared/src/routes.ts', import.meta.url);
const LINE_WIDTH = 120;

const help = `Usage: npm run generate:routes [-- --check]

Writes shared/src/routes.ts: method and path of every endpoint of shared/src/contracts, without the schemas,
so that pages and the mini-program can call the server without carrying zod.
  --check   writes nothing; ends with 1 when the file is not what would be written`;

/** The text of shared/src/routes.ts as the contracts want it now. */
export async function routesSource(): Promise<string> {
  const routes = new Map<string, { method: string; path: string; file: string }>();
  for (const file of readdirSync(contractsFolder).sort()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const contracts: Record<string, unknown> = await import(new URL(file, contractsFolder).href);
    for (const [name, value] of Object.entries(contracts)) {
      if (!isEndpoint(value)) continue;
      const other = routes.get(name);
      // The clients choose by name, so a name can stand for one endpoint only.
      if (other) throw new Error(`"${name}" is an endpoint in both contracts/${other.file} and contracts/${file}`);
      routes.set(name, { method: value.method, path: value.path, file });
    }
  }
  const entries = [...routes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, route]) => entry(name, route));
  return `// Generated from shared/src/contracts by \`npm run generate:routes\`. Do not edit.

/** Method and path of every endpoint, by the name of its contract. Holds no schema, so that clients stay small. */
export const routes = {
${entries.join('\n')}
} as const;
`;
}

function entry(name: string, { method, path }: { method: string; path: string }): string {
  const line = `  ${name}: { method: '${method}', path: '${path}' },`;
  if (line.length <= LINE_WIDTH) return line;
  return `  ${name}: {\n    method: '${method}',\n    path: '${path}',\n  },`;
}

function isEndpoint(value: unknown): value is { method: string; path: string } {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'audience' in value &&
    'method' in value &&
    typeof value.method === 'string' &&
    'path' in value &&
    typeof value.path === 'string'
  );
}

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(help);
  const wanted = await routesSource();
  if (!args.includes('--check')) return writeFileSync(routesFile, wanted);
  if (readFileSync(routesFile, 'utf8') === wanted) return;
  console.error(`${fileURLToPath(routesFile)} is out of date. Run: npm run generate:routes`);
  process.exitCode = 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));

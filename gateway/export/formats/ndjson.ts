import type { ExportFormat } from './format';

/** One JSON object per line. */
export const NDJSON: ExportFormat = {
  extension: 'ndjson',
  mediaType: 'application/x-ndjson; charset=utf-8',
  createWriter: ({ toJson }) => ({
    begin: () => '',
    write: (rows) => [rows.map((row) => `${JSON.stringify(toJson(row))}\n`).join('')],
    end: () => [],
  }),
};

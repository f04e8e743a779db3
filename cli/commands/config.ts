import { Command } from 'commander';
import { describeConfig, type SettingShown } from '../../config';
import type { CommandContext } from '../command';

/** ods-graph config */
export function configCommand({ env, out }: CommandContext): Command {
  return new Command('config')
    .description('print every setting with its value (secrets are hidden), its source and its default')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) => {
      const settings = describeConfig(env);
      out(json ? `${JSON.stringify(settings, null, 2)}\n` : table(settings));
    });
}

function table(settings: readonly SettingShown[]): string {
  const rows = settings.map((setting) => [
    setting.name,
    shown(setting.value),
    setting.from,
    shown(setting.default),
    setting.meaning,
  ]);
  const all = [['setting', 'value', 'from', 'default', 'meaning'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) => `${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}\n`).join('');
}

function shown(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value ?? '-');
  const parts = Array.isArray(value) ? value : Object.entries(value).map(([name, text]) => `${name}=${text}`);
  return parts.length === 0 ? '-' : parts.join(', ');
}

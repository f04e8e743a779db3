import type { TreeState } from './model';
import { Select } from './select';
import type { Grouping, Sort, TreeSettings } from './settings';
import { WORDS } from './words';

interface Props {
  readonly settings: TreeSettings;
  readonly state: TreeState;
  /** Whether list sizes are loaded. */
  readonly hasSizes: boolean;
  change(settings: Partial<TreeSettings>): void;
}

/** Filter, order and groups of the tree, and the kind of which everything is open. */
export function Controls({ settings, state, hasSizes, change }: Props) {
  const { filter, sort, group, open } = settings;
  const sorts = Object.entries(WORDS.sorts).filter(([value]) => value !== 'size' || hasSizes || sort === 'size');
  return (
    <div class="choices choices--tree">
      <div>
        <label class="nhsuk-label" for="tree-filter">
          {WORDS.filter}
        </label>
        <input
          class="nhsuk-input"
          id="tree-filter"
          type="text"
          autocomplete="off"
          value={filter}
          onInput={(event) => change({ filter: event.currentTarget.value })}
        />
      </div>
      <Select
        name={WORDS.sort}
        id="tree-sort"
        value={sort}
        options={sorts.map(toOption)}
        onChange={(value) => change({ sort: value as Sort })}
      />
      <Select
        name={WORDS.group}
        id="tree-group"
        value={group}
        options={Object.entries(WORDS.groups).map(toOption)}
        onChange={(value) => change({ group: value as Grouping })}
      />
      <Select
        name={WORDS.open}
        id="tree-open"
        value={open}
        options={[{ value: '', text: WORDS.openNone }, ...kindOptions(kindCounts(state), open)]}
        onChange={(value) => change({ open: value })}
      />
    </div>
  );
}

const toOption = ([value, text]: readonly [string, string]) => ({ value, text });

/** The kinds that can be opened, and the chosen one even before it is loaded. */
function kindOptions(counts: ReadonlyMap<string, number>, chosen: string) {
  const options = [...counts].map(([kind, count]) => ({ value: kind, text: WORDS.openOption(kind, count) }));
  if (chosen === '' || counts.has(chosen)) return options;
  return [...options, { value: chosen, text: WORDS.openOption(chosen, 0) }];
}

/** How many organisations of each kind the groups have; of a kind without groups, how many can be opened. */
function kindCounts({ levels }: TreeState): ReadonlyMap<string, number> {
  const grouped = new Map<string, number>();
  const others = new Map<string, number>();
  const add = (to: Map<string, number>, kind: string, count: number) => to.set(kind, (to.get(kind) ?? 0) + count);
  for (const { groups = [], nodes } of levels.values()) {
    for (const { kind, count } of groups) add(grouped, kind, count);
    for (const { kinds, nextLevelCount } of nodes) if (nextLevelCount > 0) add(others, kinds[0] ?? '', 1);
  }
  return new Map([...others, ...grouped]);
}

import type { GraphiQLPlugin } from '@graphiql/react';
import { useEffect } from 'react';
import { PLAN } from '../last-response';
import { WORDS } from '../words';
import type { Fetch, PlanNode, PlanReport } from './plan-report';
import { fetchFigures, fetchTitle, planSummary, prettyOperation } from './plan-text';
import { wantPlans } from './plan-wanted';

/** How the last query was answered: fetches, subgraphs and reads of the database. */
export const PLAN_PLUGIN: GraphiQLPlugin = { title: WORDS.plan.title, icon: PlanIcon, content: PlanPanel };

function PlanPanel() {
  useEffect(wantPlans, []);
  const plan = PLAN.use();
  return (
    <section aria-label={WORDS.plan.title} className="plan">
      <h2 className="graphiql-doc-explorer-title">{WORDS.plan.title}</h2>
      <p>{WORDS.plan.intro}</p>
      {plan ? <Plan of={plan} /> : <p>{plan === undefined ? WORDS.plan.none : WORDS.plan.off}</p>}
    </section>
  );
}

function Plan({ of }: { readonly of: PlanReport }) {
  return (
    <>
      <ul className="plan-summary">
        {planSummary(of).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {of.reads === undefined || of.reads.length === 0 ? null : (
        <ul className="plan-reads">
          {of.reads.map(({ query, reads, keys }) => (
            <li key={query}>{WORDS.plan.read(query, reads, keys)}</li>
          ))}
        </ul>
      )}
      <Nodes of={of.nodes} />
    </>
  );
}

function Nodes({ of }: { readonly of: readonly PlanNode[] }) {
  return (
    <ol className="plan-nodes">
      {of.map((node, at) => (
        <li key={at}>
          <Node of={node} />
        </li>
      ))}
    </ol>
  );
}

function Node({ of }: { readonly of: PlanNode }) {
  const words = WORDS.plan;
  if (of.kind === 'Fetch') return <FetchNode of={of} />;
  if (of.kind === 'Condition')
    return (
      <>
        {of.yes ? <Part title={words.yes(of.variable)} nodes={[of.yes]} /> : null}
        {of.no ? <Part title={words.no(of.variable)} nodes={[of.no]} /> : null}
      </>
    );
  return <Part title={of.kind === 'Sequence' ? words.sequence : words.parallel} nodes={of.nodes} />;
}

function Part({ title, nodes }: { readonly title: string; readonly nodes: readonly PlanNode[] }) {
  return (
    <>
      <p>{title}</p>
      <Nodes of={nodes} />
    </>
  );
}

function FetchNode({ of }: { readonly of: Fetch }) {
  return (
    <>
      <p>
        <strong>{fetchTitle(of)}</strong>: {fetchFigures(of)}
      </p>
      <details>
        <summary>{WORDS.plan.operation}</summary>
        <pre tabIndex={0} role="group" aria-label={WORDS.plan.operation}>
          {prettyOperation(of.operation)}
        </pre>
      </details>
    </>
  );
}

function PlanIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
      <path d="M5 4h6v5H5zM13 15h6v5h-6zM8 9v8h5M16 4v6M13 7h6" />
    </svg>
  );
}

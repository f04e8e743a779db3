import type { ComponentChildren } from 'preact';
import { CopyButton } from '../../components/copy-button';
import { SummaryRow } from '../../components/summary-row';
import type { Organisation } from '../../graphql/types';
import { OrganisationLinks } from '../../navigation/route-link';
import { openingText } from '../../text/opening';
import { addressLines } from './address-lines';
import { WORDS } from './words';

/** What a person types into another system: code and name as published, address and UPRN, each with a copy button. */
export function EnterBox({ organisation }: { readonly organisation: Organisation }) {
  const { code, name, address, moment } = organisation;
  const lines = addressLines(address);
  return (
    <section class="enter" aria-labelledby="enter">
      <h2 class="nhsuk-heading-m" id="enter">
        {WORDS.enter}
      </h2>
      {organisation.isActive ? null : <Closed organisation={organisation} />}
      <dl class="nhsuk-summary-list">
        <Copied name={WORDS.code} term="ods-code" what={WORDS.copied.code} text={code}>
          {code}
        </Copied>
        <Copied name={WORDS.name} what={WORDS.copied.name} text={name}>
          {name}
        </Copied>
        <Copied name={WORDS.address} what={WORDS.copied.address} text={lines.join('\n')}>
          {lines.length === 0 ? WORDS.noAddress : lines.map((line, at) => <Line key={at}>{line}</Line>)}
        </Copied>
        <Copied name={WORDS.uprn} term="uprn" what={WORDS.copied.uprn} text={address?.uprn ?? ''}>
          {address?.uprn ?? WORDS.noUprn}
        </Copied>
      </dl>
      <p class="nhsuk-hint">{WORDS.enterHint(moment.release)}</p>
    </section>
  );
}

/** Says that the organisation is closed, and what replaced it. */
function Closed({ organisation }: { readonly organisation: Organisation }) {
  const { becameNow } = organisation;
  return (
    <div class="nhsuk-body enter__closed">
      <strong>{WORDS.isClosed(openingText(organisation))}</strong>
      {becameNow.length === 0 ? null : (
        <>
          {' '}
          {WORDS.instead}: <OrganisationLinks to={becameNow} />
        </>
      )}
    </div>
  );
}

const Line = ({ children }: { readonly children: ComponentChildren }) => <span class="line">{children}</span>;

interface CopiedProps {
  readonly name: string;
  readonly term?: string;
  readonly what: string;
  /** '' if there is nothing to copy. */
  readonly text: string;
  readonly children: ComponentChildren;
}

function Copied({ name, term, what, text, children }: CopiedProps) {
  return (
    <SummaryRow name={name} term={term} action={text === '' ? null : <CopyButton key={text} what={what} text={text} />}>
      {children}
    </SummaryRow>
  );
}

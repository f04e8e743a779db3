import type { Page } from 'playwright-core';
import type { VisitOptions } from '../support/browser';

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

type Visit = (path: string, options?: VisitOptions) => Promise<Page>;

/** Opens the page of an organisation and waits until its lists are loaded. */
export const organisationPages =
  (visit: Visit) =>
  async (code: string, name: RegExp, query = '', options: VisitOptions = {}): Promise<Page> => {
    const page = await visit(`/organisation/${code}${query}`, options);
    await heading(page, name);
    await page.getByText(/ of \d+ relationships$/).waitFor();
    return page;
  };

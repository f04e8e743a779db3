import { currentRequest, requestAfter, sameAgain } from '../../../explorer/organisations/graphql/paged-request';

const first = { key: 'A', cursor: null, attempt: 1 };

test('the next page after one that failed is another request for the same page, so it is sent', () => {
  const second = requestAfter(first, 'end of 1');
  expect(second).toEqual({ key: 'A', cursor: 'end of 1', attempt: 1 });
  expect(requestAfter(second, 'end of 1')).toEqual({ key: 'A', cursor: 'end of 1', attempt: 2 });
});

test('other variables begin with the first page, the same ones keep the page, and a retry asks for it again', () => {
  const second = requestAfter(sameAgain(first), 'end of 1');
  expect(currentRequest(second, 'A')).toBe(second);
  expect(currentRequest(second, 'B')).toEqual({ key: 'B', cursor: null, attempt: 1 });
  expect(sameAgain(second)).toMatchObject({ cursor: 'end of 1', attempt: second.attempt + 1 });
});

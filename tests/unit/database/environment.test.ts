import { environmentOfOthers } from '../../../database/environment';
import { SETTINGS, type Setting } from '../../../settings';

test('programs that the service starts get the environment without its secrets', () => {
  const secrets = Object.entries<Setting>(SETTINGS).flatMap(([name, { secret }]) => (secret ? [name] : []));
  expect(secrets.length).toBeGreaterThan(10);
  const env = {
    PATH: '/bin',
    JDK_JAVA_OPTIONS: '-Xint',
    ...Object.fromEntries(secrets.map((name) => [name, 'a marker'])),
  };
  expect(environmentOfOthers(env)).toEqual({ PATH: '/bin', JDK_JAVA_OPTIONS: '-Xint' });
});

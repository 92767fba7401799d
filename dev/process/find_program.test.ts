import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findProgram } from './find_program';

test('finds the first executable file on the path', async () => {
  const base = await mkdtemp(join(tmpdir(), 'bedrock-path-'));
  try {
    const folders = ['a', 'b', 'c', 'd'].map((name) => join(base, name));
    const [a, b, c, d] = folders as [string, string, string, string];
    await Promise.all(folders.map((folder) => mkdir(folder)));
    await mkdir(join(a, 'tool')); // a folder is no program
    await writeFile(join(b, 'tool'), '', { mode: 0o644 }); // nor is what may not be run
    await writeFile(join(c, 'tool'), '', { mode: 0o755 });
    await writeFile(join(d, 'tool'), '', { mode: 0o755 });
    expect(findProgram('tool', ['', ...folders].join(delimiter))).toBe(join(c, 'tool'));
    expect(findProgram('other', folders.join(delimiter))).toBeUndefined();
  } finally {
    await rm(base, { recursive: true });
  }
});

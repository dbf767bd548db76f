import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Runs a command: wall time, and the most memory that its process held at once (Linux; children are not counted).
 * @param {string[]} command
 * @param {string} cwd
 * @param {number[]} codes exit codes of a run that did its work
 * @returns {Promise<{ milliseconds: number, megabytes: number }>}
 */
export function measure([program, ...args], cwd, codes = [0]) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors = (errors + chunk).slice(-2_000);
    });
    let megabytes = 0;
    // VmHWM only grows, so that looking now and then misses at most what the last moments added.
    const watch = setInterval(() => {
      megabytes = Math.max(megabytes, peakOf(child.pid));
    }, 10);
    child.on('error', reject);
    child.on('close', (code) => {
      const milliseconds = performance.now() - start;
      clearInterval(watch);
      if (codes.includes(code)) resolve({ milliseconds, megabytes });
      else reject(new Error(`${[program, ...args].join(' ')} ended with ${code}:\n${errors}`));
    });
  });
}

function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has ended, or this is no Linux
  }
}

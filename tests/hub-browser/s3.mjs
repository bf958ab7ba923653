// An S3-compatible object store on a free port of this machine, which it prints: s3rver, which checks signatures (version 4).
import S3rver from 's3rver';

const [folder] = process.argv.slice(2);
const store = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: folder, configureBuckets: [{ name: 'tafeln' }] });
const { port } = await store.run();
console.log(port);
process.on('SIGTERM', () => store.close().then(() => process.exit(0)));

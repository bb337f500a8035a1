package io.tillstream.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A port that leads to another one, by a line that can be slow, narrow, silent, half closed, cut, or closed to newcomers. */
final class TcpProxy implements AutoCloseable {

    /** Which way bytes go. */
    enum Way {
        THERE,
        BACK
    }

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final long BREATH = Duration.ofMillis(10).toNanos();

    private final int port;
    private final int target;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listening;
    private volatile Thread acceptor;
    private volatile boolean closed;
    private volatile boolean silent;
    private volatile long latencyThere;
    private volatile long latencyBack;
    private volatile long bytesPerSecond = Long.MAX_VALUE;

    private record Line(Socket client, Socket server) {

        void cut() {
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    // A reset, and not the polite end of a stream.
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException e) {
                    // It is gone already.
                }
            }
        }
    }

    TcpProxy(int port, int target) {
        this.port = port;
        this.target = target;
        listen();
    }

    /** Every piece, of at most 16 kB, waits so long. */
    void latency(Way way, Duration each) {
        if (way == Way.THERE) {
            latencyThere = each.toNanos();
        } else {
            latencyBack = each.toNanos();
        }
    }

    /** Of each connection and each way. */
    void bandwidth(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Takes bytes and connections, and passes nothing on until it is well again. */
    void blackhole() {
        silent = true;
    }

    /** Resets all connections that there are; new ones are taken. */
    void cut() {
        lines.forEach(Line::cut);
        lines.clear();
    }

    /** Tells one end of all connections that the other will send no more. */
    void halfClose(Way way) {
        for (Line line : lines) {
            try {
                (way == Way.THERE ? line.server() : line.client()).shutdownOutput();
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }

    /** Refuses new connections, as a port where nobody listens does; those that there are stay. */
    void refuse() {
        try {
            listening.close();
            // The port is free once nobody waits at it any more.
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void isWell() {
        silent = false;
        latencyThere = 0;
        latencyBack = 0;
        bytesPerSecond = Long.MAX_VALUE;
        if (listening.isClosed()) {
            listen();
        }
    }

    private void listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(HERE, port));
            listening = socket;
            acceptor = Thread.ofVirtual().start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port, e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException e) {
                // Closed, or whoever came is gone again.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server;
        try {
            server = new Socket(HERE, target);
        } catch (IOException e) {
            client.setSoLinger(true, 0);
            client.close();
            return;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Line line = new Line(client, server);
        lines.add(line);
        Thread.ofVirtual().start(() -> pump(line, client, server, Way.THERE));
        Thread.ofVirtual().start(() -> pump(line, server, client, Way.BACK));
    }

    private void pump(Line line, Socket from, Socket to, Way way) {
        byte[] piece = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                pass(read, way);
                out.write(piece, 0, read);
            }
            pass(0, way);
            to.shutdownOutput();
        } catch (IOException e) {
            line.cut();
            lines.remove(line);
        }
    }

    /** Returns once a piece may go on. */
    private void pass(int bytes, Way way) {
        LockSupport.parkNanos(way == Way.THERE ? latencyThere : latencyBack);
        if (bytesPerSecond < Long.MAX_VALUE) {
            LockSupport.parkNanos(1_000_000_000L * bytes / bytesPerSecond);
        }
        while (silent && !closed) {
            LockSupport.parkNanos(BREATH);
        }
    }

    @Override
    public void close() {
        closed = true;
        refuse();
        cut();
    }
}

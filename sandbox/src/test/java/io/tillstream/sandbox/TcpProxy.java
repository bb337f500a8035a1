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

/** A TCP proxy between two ports. It can delay, throttle, block, half-close, cut or refuse connections. */
final class TcpProxy implements AutoCloseable {

    /** Direction of the bytes. */
    enum Way {
        THERE,
        BACK
    }

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final long POLL = Duration.ofMillis(10).toNanos();

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
                    // Sends a reset instead of a normal end.
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException e) {
                    // Already closed.
                }
            }
        }
    }

    TcpProxy(int port, int target) {
        this.port = port;
        this.target = target;
        listen();
    }

    /** Delays every piece of at most 16 kB. */
    void latency(Way way, Duration each) {
        if (way == Way.THERE) {
            latencyThere = each.toNanos();
        } else {
            latencyBack = each.toNanos();
        }
    }

    /** The limit of each connection in each direction. */
    void bandwidth(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Accepts bytes and connections, but forwards nothing until {@link #heal}. */
    void blackhole() {
        silent = true;
    }

    /** Resets all open connections. New ones are accepted. */
    void cut() {
        lines.forEach(Line::cut);
        lines.clear();
    }

    /** Half-closes all connections: one end learns that the other sends no more. */
    void halfClose(Way way) {
        for (Line line : lines) {
            try {
                (way == Way.THERE ? line.server() : line.client()).shutdownOutput();
            } catch (IOException e) {
                // Already closed.
            }
        }
    }

    /** Refuses new connections like a closed port. Open connections stay. */
    void refuse() {
        try {
            listening.close();
            // The port is free after the acceptor has ended.
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void heal() {
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
                // Closed, or the client has disconnected.
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

    /** Blocks until a piece may be forwarded. */
    private void pass(int bytes, Way way) {
        LockSupport.parkNanos(way == Way.THERE ? latencyThere : latencyBack);
        if (bytesPerSecond < Long.MAX_VALUE) {
            LockSupport.parkNanos(1_000_000_000L * bytes / bytesPerSecond);
        }
        while (silent && !closed) {
            LockSupport.parkNanos(POLL);
        }
    }

    @Override
    public void close() {
        closed = true;
        refuse();
        cut();
    }
}

package socket_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/socket"
)

// go test ./server/socket -run Idle -idle 5000 -v
var idle = flag.Int("idle", 200, "idle sockets to measure")

const idleServer = "SAMSYN_TEST_IDLE_SERVER"

// TestIdle_SocketsAreSmall opens idle sockets to a server in a process of its own, and prints what one costs it.
func TestIdle_SocketsAreSmall(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), idleServer+"=1")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	ask := func() string {
		fmt.Fprintln(in)
		lines.Scan()
		return lines.Text()
	}
	url := ask()
	phones := make([]*socket.Phone, *idle)
	open := func(i int) {
		p, err := socket.Dial(context.Background(), url)
		if err != nil {
			t.Fatal(err)
		}
		phones[i] = p
		_ = p.Send([]byte(`{"frame":"hello"}`))
		if _, err := p.Receive(); err != nil {
			t.Fatal(err)
		}
	}
	open(0) // what the first socket brings up is not counted
	before := ask()
	for i := 1; i < *idle; i++ {
		open(i)
	}
	after := ask()
	for _, p := range phones {
		_ = p.Close()
	}
	_ = in.Close()
	_ = cmd.Wait()
	var a, b [5]int
	_, errA := fmt.Sscanf(before, "%d %d %d %d %d", &a[0], &a[1], &a[2], &a[3], &a[4])
	_, errB := fmt.Sscanf(after, "%d %d %d %d %d", &b[0], &b[1], &b[2], &b[3], &b[4])
	if errA != nil || errB != nil {
		t.Fatalf("got %q, %q", before, after)
	}
	each := func(i int) float64 { return float64(b[i]-a[i]) / float64(*idle-1) / 1024 }
	t.Logf("%d idle sockets: %.1f KB of RSS each after a collection (heap %.1f, stacks %.1f; %.1f before), %d goroutines", *idle, each(0), each(1), each(2), each(4), b[3])
	if most := 24.0; *idle >= 1000 && each(0) > most {
		t.Errorf("%.1f KB each, want at most %.0f", each(0), most)
	}
}

// beIdleServer is the other process: an echo server that answers each line with its address once, then with its memory.
func beIdleServer() bool {
	if os.Getenv(idleServer) == "" {
		return false
	}
	s := socket.New(socket.Options{}, func(k *socket.Socket) socket.Handler { return &echo{socket: k, closed: make(chan struct{})} })
	app := newApp(s)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() { _ = app.Listener(ln) }()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() { _ = s.Run(ctx) }()
	in := bufio.NewScanner(os.Stdin)
	in.Scan()
	fmt.Printf("http://%s/v1/socket\n", ln.Addr())
	for in.Scan() {
		asFound := rss()
		for range 3 {
			runtime.GC()
		}
		debug.FreeOSMemory()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		fmt.Println(rss(), m.HeapAlloc, m.StackInuse, runtime.NumGoroutine(), asFound)
	}
	return true
}

func rss() (bytes int) {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if n, err := fmt.Sscanf(line, "VmRSS: %d kB", &bytes); n == 1 && err == nil {
			return bytes * 1024
		}
	}
	return 0
}
